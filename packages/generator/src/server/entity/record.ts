import type { GeneratedFile } from '@amplication/domain';
import { dialectOf } from '../../database/dialect.ts';
import { code, lines } from '../../source/code.ts';
import {
  arrayOf,
  group,
  hardLine,
  headed,
  headedBlock,
  ifBroken,
  indent,
  join,
  line,
  objectOf,
  parenthesised,
  type Doc,
} from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { entry } from '../../types/answers.ts';
import { dataTypeOf } from '../../types/data-types.ts';
import { ID_STRATEGIES } from '../../types/id.ts';
import { columnsOf, propertyOf, type ColumnView, type EntityView, type ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { isJsonList } from '../json-lists.ts';
import { answerProperties } from './columns.ts';
import { entityPaths, recordNames } from './paths.ts';
import { whereId } from './where-id.ts';

/** `base/<entity>.record.ts`: which columns are read, how a record becomes an answer, and how records are listed. */
export function recordFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const names = recordNames(entity);
  const record = `${entity.name}Record`;
  const file = new SourceFile(paths.record.path, [...Object.values(names), record]);
  const Prisma = file.importType('Prisma', 'src/prisma/client/client');
  const dto = file.importType(paths.dto.name, paths.dto.path);
  const columns = code`
    {
      ${lines(readColumns(entity).map((name) => `${name}: true,`))}
    } satisfies ${Prisma}.${entity.name}Select;
  `;
  const select = code`
    /** The columns that answers are made from. */
    ${headedBlock(`export const ${names.select} =`, columns)}
  `;
  const head = `type ${record} = ${Prisma}.${entity.name}GetPayload<`;
  const isLong = head.length >= 80;
  const payload: Doc = [group(['{', indent([line, `select: typeof ${names.select}`, ifBroken(';')]), line, '}']), '>;'];
  const type: Doc = isLong
    ? [`type ${record} =`, indent([hardLine, `${Prisma}.${entity.name}GetPayload<`, payload])]
    : [head, payload];
  const toDto = code`
    /** What the API tells of a record. */
    export function ${names.toDto}${parenthesised([`record: ${record}`])}: ${dto} {
      return ${answer(file, service, entity)};
    }
  `;
  const list = listFunction(file, service, entity, Prisma);
  return entityFile(service, entity, `${paths.record.path}.ts`, 'record', file.print(select, type, toDto, list));
}

function readColumns(entity: EntityView): readonly string[] {
  return columnsOf(entity).flatMap((column) => {
    if (column.kind === 'to-one') return [column.keyName];
    return column.type.kind === 'password'
      ? []
      : dataTypeOf(column)
          .columns(column)
          .map(({ property }) => property);
  });
}

/** The record itself where nothing changes; all properties by name where one of them is made of several columns. */
function answer(file: SourceFile, service: ServiceView, entity: EntityView): Doc {
  const answered = new Set(answerProperties(new SourceFile(''), entity).map(({ name }) => name));
  const entries = columnsOf(entity)
    .filter((column) => answered.has(propertyOf(column)))
    .map((column) => ({ name: propertyOf(column), entry: answerEntry(file, service, column) }));
  const changed = entries.filter((each) => each.entry !== undefined);
  if (changed.length === 0) return 'record';
  const isWhole = !entity.fields.some(
    ({ kind, ...field }) => kind === 'scalar' && 'type' in field && field.type.kind === 'geographic-location',
  );
  const shown = isWhole ? changed : entries;
  const rows = shown.map(({ name, entry: made }): Doc => [made ?? headed(`${name}:`, `record.${name}`), ',']);
  return ['{', indent([hardLine, join(hardLine, isWhole ? ['...record,', ...rows] : rows)]), hardLine, '}'];
}

function answerEntry(file: SourceFile, service: ServiceView, column: ColumnView): Doc | undefined {
  if (column.kind === 'to-one') {
    const isLong = ID_STRATEGIES[column.targetKey].prismaType === 'BigInt';
    return isLong ? entry(file, column.keyName, 'toNumber', [`record.${column.keyName}`]) : undefined;
  }
  if (isJsonList(service, column)) return entry(file, column.name, 'toList', [`record.${column.name}`]);
  return dataTypeOf(column).toAnswer?.(file, column);
}

/** Prisma asks some databases in other words than our API. */
function filterOf(file: SourceFile, { database }: ServiceView): Doc {
  const filter = 'request.where ?? {}';
  if (dialectOf(database).hasLists) return filter;
  return [file.import('toConditions', 'src/core/filters/conditions'), parenthesised([filter])];
}

function listFunction(file: SourceFile, service: ServiceView, entity: EntityView, Prisma: string): Doc {
  const paths = entityPaths(entity);
  const names = recordNames(entity);
  const PrismaService = file.importType('PrismaService', 'src/prisma/prisma.service');
  const findPage = file.import('findPage', 'src/core/find-page');
  const ListRequest = file.importType('ListRequest', 'src/core/find-page');
  const page = file.importType(paths.page.name, paths.page.path);
  const where = file.importType(paths.whereInput.name, paths.whereInput.path);
  const id = entity.idField.name;
  const idOf: Doc =
    entity.idStrategy === 'auto-increment-64' ? ['Number', parenthesised([`record.${id}`])] : `record.${id}`;
  const created = entity.fields.find((field) => field.kind === 'scalar' && field.type.kind === 'created-at');
  const order = created === undefined ? '[]' : `[{ ${created.name}: "asc" }]`;
  return code`
    /** One page of the records that a request asks for within a scope. */
    export function ${names.list}(
      { client }: ${PrismaService},
      request: ${ListRequest}<${where}>,
      scope: ${Prisma}.${entity.name}WhereInput = {},
    ): Promise<${page}> {
      ${headed('const records =', `client.${entity.accessor};`)}
      // Its class has Prisma's shape, which takes the compiler long to see.
      const filter: object = ${filterOf(file, service)};
      const where = ${objectOf([['AND: ', arrayOf(['scope', `filter as ${Prisma}.${entity.name}WhereInput`])]])};
      return ${findPage}(request, {
        id: ${objectOf([`name: "${id}"`, `kind: "${entity.idStrategy}"`])},
        defaultOrder: ${order},
        ${headed('idOf: (record) =>', [idOf, ','])}
        ${headed('find: (page) =>', ['records.findMany(', objectOf(['...page', 'where', headed('select:', names.select)]), '),'])}
        count: () => records.count({ where }),
        ${headed('exists: (id) =>', ['records.count(', objectOf([['where: ', whereId(entity)]]), '),'])}
        ${headed('toItem:', `${names.toDto},`)}
      });
    }
  `;
}
