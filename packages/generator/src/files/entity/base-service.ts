import type { GeneratedFile } from '@amplication/domain';
import { isBigInteger } from '../../database/to-database-schema.ts';
import { code } from '../../source/code.ts';
import {
  arrayOf,
  group,
  hardLine,
  headed,
  indent,
  join,
  objectOf,
  parenthesised,
  softLine,
  type Doc,
} from '../../source/doc.ts';
import { SourceFile } from '../../source/source-file.ts';
import { filterName } from '../../view/names.ts';
import { columnsOf, propertyOf, type EntityView, type ScalarView, type ServiceView } from '../../view/service-view.ts';
import { entityFile } from '../generated-file.ts';
import { filtersOf } from './filters.ts';
import { entityPaths } from './paths.ts';

/** `base/<entity>.service.base.ts`: what the REST routes do, in Prisma calls. */
export function baseServiceFile(service: ServiceView, entity: EntityView): GeneratedFile {
  const paths = entityPaths(entity);
  const file = new SourceFile(paths.serviceBase.path, [paths.serviceBase.name]);
  const PrismaService = file.importType('PrismaService', 'src/prisma/prisma.service');
  const Prisma = file.importType('Prisma', 'src/prisma/client/client');
  const dto = file.importType(paths.dto.name, paths.dto.path);
  const page = file.importType(paths.page.name, paths.page.path);
  const createInput = file.importType(paths.createInput.name, paths.createInput.path);
  const updateInput = file.importType(paths.updateInput.name, paths.updateInput.path);
  const listQuery = file.importType(paths.listQuery.name, paths.listQuery.path);
  const toOrderBy = file.import('toOrderBy', 'src/list-query');
  const idType = entity.idStrategy === 'auto-increment' ? 'number' : 'string';
  const idName = entity.idField.name;
  const where = idName === 'id' ? '{ id }' : `{ ${idName}: id }`;
  const call = (name: string, entries: readonly Doc[]): Doc => code`this.records.${name}(${objectOf(entries)})`;
  const answer = (record: Doc): Doc => code`return this.toDto${parenthesised([code`await ${record}`])};`;
  const data = toData(file, entity);
  const method = (name: string, parameters: readonly Doc[], result: string, body: Doc): Doc => code`
    ${name}${parenthesised(parameters)}: ${result} {
      ${body}
    }
  `;
  const body = code`
    export abstract class ${paths.serviceBase.name} {
      constructor(protected readonly prisma: ${PrismaService}) {}

      protected get records() {
        return ${group(['this.prisma.client', indent([softLine, `.${entity.accessor}`])])};
      }

      async ${method(
        'list',
        [`query: ${listQuery}`],
        `Promise<${page}>`,
        code`
        const where = this.toWhere(query);
        const orderBy = ${toOrderBy}${parenthesised(['query.orderBy', arrayOf(defaultOrder(entity))])};
        const { skip, take } = query;
        const [records, total] = await this.prisma.client.$transaction([
          this.records.findMany({ where, orderBy, skip, take }),
          this.records.count({ where }),
        ]);
        const items = records.map((record) => this.toDto(record));
        return { items, total, skip, take };
      `,
      )}

      async ${method('get', [`id: ${idType}`], `Promise<${dto}>`, answer(call('findUniqueOrThrow', [`where: ${where}`])))}

      async ${method('create', [`data: ${createInput}`], `Promise<${dto}>`, answer(call('create', [data])))}

      async ${method('update', [`id: ${idType}`, `data: ${updateInput}`], `Promise<${dto}>`, answer(call('update', [`where: ${where}`, data])))}

      async delete(id: ${idType}): Promise<void> {
        await this.records.delete({ where: ${where} });
      }

      ${whereMethod(file, entity, listQuery, Prisma)}

      protected ${method('toDto', [`record: ${Prisma}.${entity.name}Model`], dto, code`return ${toDto(file, entity)};`)}
    }
  `;
  return entityFile(service, entity, `${paths.serviceBase.path}.ts`, 'base-service', file.print(body));
}

function defaultOrder(entity: EntityView): readonly string[] {
  const created = entity.fields.find((field) => field.kind === 'scalar' && field.type.kind === 'created-at');
  return [created?.name, entity.idField.name].filter((name) => name !== undefined).map((name) => `"${name}"`);
}

function whereMethod(file: SourceFile, entity: EntityView, listQuery: string, Prisma: string): Doc {
  const filters = filtersOf(entity);
  const entries = filters.map(({ column, text }) => {
    const property = propertyOf(column);
    const value = `query.${filterName(property)}`;
    return text
      ? callEntry(property, file.import('contains', 'src/list-query'), [value])
      : headed(`${property}:`, value);
  });
  const body: Doc =
    entries.length === 0
      ? 'return {};'
      : ['return {', indent([hardLine, join([',', hardLine], entries), ',']), hardLine, '};'];
  return code`
    protected toWhere${parenthesised([`${entries.length === 0 ? '_' : ''}query: ${listQuery}`])}: ${Prisma}.${entity.name}WhereInput {
      ${body}
    }
  `;
}

/** The DTO goes to Prisma as it is, but for JSON, where null has two meanings. */
function toData(file: SourceFile, entity: EntityView): Doc {
  const json = entity.fields.filter(
    (field) => field.kind === 'scalar' && field.type.kind === 'json' && !field.required,
  );
  if (json.length === 0) return 'data';
  const toJson = file.import('toJsonInput', 'src/record-values');
  return [
    'data: ',
    spread(
      'data',
      json.map((field) => callEntry(field.name, toJson, [`data.${field.name}`])),
    ),
  ];
}

function toDto(file: SourceFile, entity: EntityView): Doc {
  const changed = columnsOf(entity).flatMap((column) => (column.kind === 'scalar' ? valueEntry(file, column) : []));
  return changed.length === 0 ? 'record' : spread('record', changed);
}

function valueEntry(file: SourceFile, { name, type }: ScalarView): readonly Doc[] {
  if (type.kind === 'decimal-number') {
    return [callEntry(name, file.import('toDecimalText', 'src/record-values'), [`record.${name}`, String(type.scale)])];
  }
  if (type.kind === 'whole-number' && isBigInteger(type)) {
    return [callEntry(name, file.import('toNumber', 'src/record-values'), [`record.${name}`])];
  }
  return [];
}

/** `name: call(…)` in an object at the depth of a method's result: the call moves down where even its name does not fit. */
function callEntry(name: string, callee: string, parameters: readonly Doc[]): Doc {
  const call: Doc = [callee, parenthesised(parameters)];
  const fits = `      ${name}: ${callee}(`.length <= 80;
  return fits ? [`${name}: `, call] : [`${name}:`, indent([hardLine, call])];
}

function spread(source: string, entries: readonly Doc[]): Doc {
  return objectOf([`...${source}`, ...entries]);
}
