import type { GeneratedFile } from '@amplication/domain';
import { code } from '../source/code.ts';
import { arrayOf, type Doc } from '../source/doc.ts';
import { SourceFile } from '../source/source-file.ts';
import type { EntityView, FieldView, ServiceView } from '../view/service-view.ts';
import { adminEntityFile } from './admin-file.ts';
import { adminNames, titleFieldOf } from './admin-names.ts';
import { attribute, element, returnElement, takeFields } from './jsx.ts';

/** How many columns a list starts with. */
const COLUMNS = 6;

/** `<entity>-list.tsx`: the columns of the list. */
export function listPageFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { path, name } = adminNames(entity).list;
  const file = new SourceFile(path, [name]);
  const resource = importResource(file, entity);
  const columns = columnsOf(entity).map((field) => `fields.${field.name}`);
  const created = entity.fields.find((field) => isOf(field, 'created-at'));
  const page = element(file.import('ListPage', 'src/resource/list-page'), [
    attribute('resource', resource),
    ['columns={', arrayOf(columns), '}'],
    ...(created === undefined ? [] : [`defaultSort="-${created.name}"`]),
  ]);
  const body = pageFunction(`/** All records of ${entity.name}. */`, name, [takeFields(resource), returnElement(page)]);
  return adminEntityFile(service, entity, `${path}.tsx`, 'list-page', file.print(body));
}

/** `<entity>-create.tsx`: the inputs of a new record. */
export function createPageFile(service: ServiceView, entity: EntityView): GeneratedFile {
  return formPageFile(service, entity, 'create', 'CreatePage', `/** Creates a record of ${entity.name}. */`);
}

/** `<entity>-edit.tsx`: the inputs of a record. */
export function editPageFile(service: ServiceView, entity: EntityView): GeneratedFile {
  return formPageFile(service, entity, 'edit', 'EditPage', `/** Changes a record of ${entity.name}. */`);
}

function formPageFile(
  service: ServiceView,
  entity: EntityView,
  kind: 'create' | 'edit',
  library: string,
  comment: string,
): GeneratedFile {
  const { path, name } = adminNames(entity)[kind];
  const file = new SourceFile(path, [name]);
  const resource = importResource(file, entity);
  const inputs = entity.fields
    .filter(isInput)
    .map((field) =>
      element(file.import('FieldInput', 'src/resource/field-input'), [attribute('field', `fields.${field.name}`)]),
    );
  const page = element(file.import(library, `src/resource/${kind}-page`), [attribute('resource', resource)], inputs);
  const body = pageFunction(comment, name, [
    ...(inputs.length === 0 ? [] : [takeFields(resource)]),
    returnElement(page),
  ]);
  return adminEntityFile(service, entity, `${path}.tsx`, `${kind}-page`, file.print(body));
}

/** `<entity>-show.tsx`: the values of a record, and the lists of what belongs to it. */
export function showPageFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const { path, name } = adminNames(entity).show;
  const file = new SourceFile(path, [name]);
  const resource = importResource(file, entity);
  const fromValue = 'src/resource/field-value';
  const values = entity.fields
    .filter((field) => !isList(field) && !isOf(field, 'password'))
    .map((field) => element(file.import('FieldValue', fromValue), [attribute('field', `fields.${field.name}`)]));
  const related = entity.fields
    .filter(isList)
    .map((field) =>
      element(file.import('RelatedList', 'src/resource/related-list'), [attribute('field', `fields.${field.name}`)]),
    );
  const page = element(
    file.import('ShowPage', 'src/resource/show-page'),
    [attribute('resource', resource)],
    [element(file.import('FieldValues', fromValue), [], values), ...related],
  );
  const body = pageFunction(`/** One record of ${entity.name}. */`, name, [takeFields(resource), returnElement(page)]);
  return adminEntityFile(service, entity, `${path}.tsx`, 'show-page', file.print(body));
}

function pageFunction(comment: string, name: string, statements: readonly Doc[]): Doc {
  const [first = '', second = ''] = statements;
  return code`
    ${comment}
    export function ${name}() {
      ${first}
      ${second}
    }
  `;
}

function importResource(file: SourceFile, entity: EntityView): string {
  const { name, path } = adminNames(entity).resource;
  return file.import(name, path);
}

/** The title first, then what says most in a line; the id where there is nothing else. */
function columnsOf(entity: EntityView): readonly FieldView[] {
  const title = titleFieldOf(entity);
  const others = entity.fields.filter((field) => field.id !== title.id && isColumn(field));
  const isStamp = (field: FieldView): boolean => isOf(field, 'created-at');
  return [title, ...others.filter((field) => !isStamp(field)), ...others.filter(isStamp)].slice(0, COLUMNS);
}

const SELDOM_COLUMNS: ReadonlySet<string> = new Set([
  'id',
  'multi-line-text',
  'json',
  'password',
  'file',
  'updated-at',
  'geographic-location',
]);

function isColumn(field: FieldView): boolean {
  return field.kind === 'to-one' || (field.kind === 'scalar' && !SELDOM_COLUMNS.has(field.type.kind));
}

function isInput(field: FieldView): boolean {
  if (field.kind === 'scalar') return !['id', 'created-at', 'updated-at'].includes(field.type.kind);
  return field.kind === 'to-one' || field.kind === 'many-to-many';
}

function isList(field: FieldView): boolean {
  return field.kind === 'to-many' || field.kind === 'many-to-many';
}

function isOf(field: FieldView, kind: string): boolean {
  return field.kind === 'scalar' && field.type.kind === kind;
}
