import type { TemplateContext } from '../source/template.ts';
import { isLong } from '../types/whole-number.ts';
import type { FieldView, ServiceView } from '../view/service-view.ts';
import { isJsonList } from './json-lists.ts';
import { hasUniqueKeys } from './src/unique-keys.ts';

/** What the templates of the server are rendered with: its switches, the filters in use, and the names of the model. */
export function serverContext(service: ServiceView, filters: Iterable<string>): TemplateContext {
  return { flags: new Set([...flagsOf(service), ...filters]), words: wordsOf(service) };
}

/** Whether there is an option set in the service. */
export function hasOptionSets({ kinds }: ServiceView): boolean {
  return kinds.has('option-set') || kinds.has('multi-select-option-set');
}

function flagsOf(service: ServiceView): readonly string[] {
  const { kinds, apis } = service;
  const fields = service.entities.flatMap((entity) => entity.fields);
  const has = (test: (field: FieldView) => boolean): boolean => fields.some(test);
  const isDate = (format: 'date' | 'local' | undefined): boolean =>
    has((field) => field.kind === 'scalar' && field.type.kind === 'date-time' && field.type.format === format);
  const flags: Readonly<Record<string, boolean>> = {
    rest: apis.rest,
    graphql: apis.graphql,
    auth: service.auth !== undefined,
    admin: service.adminUi,
    postgresql: service.database === 'postgresql',
    mysql: service.database === 'mysql',
    files: kinds.has('file'),
    enums: apis.graphql && hasOptionSets(service),
    decimals: kinds.has('decimal-number'),
    longs: has(hasLongNumber),
    jsons: has((field) => field.kind === 'scalar' && field.type.kind === 'json' && !field.required),
    uniques: hasUniqueKeys(service),
    jsonlists: has((field) => field.kind === 'scalar' && isJsonList(service, field)),
    lists: has((field) => field.kind === 'many-to-many'),
    moments: isDate(undefined) || kinds.has('created-at') || kinds.has('updated-at'),
    days: isDate('date'),
    locals: isDate('local'),
  };
  return Object.keys(flags).filter((flag) => flags[flag]);
}

function hasLongNumber(field: FieldView): boolean {
  if (field.kind === 'to-one') return field.targetKey === 'auto-increment-64';
  if (field.kind !== 'scalar') return false;
  const { type } = field;
  return type.kind === 'whole-number' ? isLong(type) : type.kind === 'id' && type.strategy === 'auto-increment-64';
}

function wordsOf(service: ServiceView): TemplateContext['words'] {
  const isPostgres = service.database === 'postgresql';
  return {
    __PACKAGE__: service.packageName,
    __DIRECTORY__: service.directory,
    __ADMIN_PACKAGE__: service.adminPackageName,
    __ADMIN_PATH__: relativeFolder(service.directory, service.adminDirectory),
    __SCHEME__: isPostgres ? 'postgres(ql)?' : '(mysql|mariadb)',
    __DATABASE__: service.database,
  };
}

/** The way from one folder of the repository to another: `../shop-admin`. */
function relativeFolder(from: string, to: string): string {
  const here = from.split('/');
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared += 1;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}
