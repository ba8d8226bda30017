import { assertNever, type GeneratedFile } from '@amplication/domain';
import {
  columnNameOf,
  enumTypeName,
  foreignKeyNameOf,
  indexOf,
  isBigInteger,
  primaryKeyNameOf,
} from '../../database/to-database-schema.ts';
import {
  columnsOf,
  getEntityView,
  propertyOf,
  type ColumnView,
  type EntityView,
  type FieldView,
  type ScalarView,
  type ServiceView,
  type ToOneView,
} from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

type Row = readonly [name: string, type: string, attributes: string];
const ON_DELETE = { restrict: 'Restrict', cascade: 'Cascade', 'set-null': 'SetNull' } as const;
const HEAD = `generator client {
  provider            = "prisma-client"
  output              = "../src/prisma/client"
  moduleFormat        = "esm"
  importFileExtension = "js"
}

datasource db {
  provider = "postgresql"
}
`;

/** `prisma/schema.prisma`, laid out as `prisma format` would. */
export function prismaSchemaFile(service: ServiceView): GeneratedFile {
  const blocks = service.entities.flatMap((entity) => [
    modelBlock(service, entity),
    ...entity.fields.flatMap(enumBlock),
  ]);
  return serviceFile(service, 'prisma/schema.prisma', 'prisma-schema', [HEAD, ...blocks].join('\n'));
}

function modelBlock(service: ServiceView, entity: EntityView): string {
  const rows = entity.fields.flatMap((field) => fieldRows(service, entity, field));
  const indexes = columnsOf(entity).flatMap((column) => indexLine(entity, column));
  return `model ${entity.name} {\n${[...toLines(rows), ...(indexes.length === 0 ? [] : ['', ...indexes])].join('\n')}\n}\n`;
}

function fieldRows(service: ServiceView, entity: EntityView, field: FieldView): readonly Row[] {
  switch (field.kind) {
    case 'scalar':
      return [[field.name, `${scalarType(field)}${field.required ? '' : '?'}`, scalarAttributes(entity, field)]];
    case 'to-one':
      return toOneRows(service, entity, field);
    case 'to-many':
      return [[field.name, `${getEntityView(service, field.targetId).name}[]`, `@relation("${field.relationName}")`]];
  }
}

function toOneRows(service: ServiceView, entity: EntityView, field: ToOneView): readonly Row[] {
  const target = getEntityView(service, field.targetId);
  const optional = field.required ? '' : '?';
  const keyType = field.targetKey === 'auto-increment' ? 'Int' : 'String';
  const attributes = [mapped(field), uniqueAttribute(entity, field), field.targetKey === 'uuid' ? '@db.Uuid' : ''];
  const name = foreignKeyNameOf(entity, field);
  const map = name === `${entity.name}_${field.keyName}_fkey` ? '' : `, map: "${name}"`;
  const relation = `@relation("${field.relationName}", fields: [${field.keyName}], references: [${target.idField.name}], onDelete: ${ON_DELETE[field.onDelete]}${map})`;
  return [
    [field.name, `${target.name}${optional}`, relation],
    [field.keyName, `${keyType}${optional}`, joined(attributes)],
  ];
}

function scalarType(field: ScalarView): string {
  const { type } = field;
  switch (type.kind) {
    case 'id':
      return type.strategy === 'auto-increment' ? 'Int' : 'String';
    case 'single-line-text':
    case 'multi-line-text':
    case 'email':
      return 'String';
    case 'whole-number':
      return isBigInteger(type) ? 'BigInt' : 'Int';
    case 'decimal-number':
      return 'Decimal';
    case 'date-time':
    case 'created-at':
    case 'updated-at':
      return 'DateTime';
    case 'boolean':
      return 'Boolean';
    case 'json':
      return 'Json';
    case 'option-set':
      return field.enumName;
    default:
      return assertNever(type);
  }
}

function scalarAttributes(entity: EntityView, field: ScalarView): string {
  const { type } = field;
  const own = [mapped(field), uniqueAttribute(entity, field)];
  switch (type.kind) {
    case 'id': {
      const name = primaryKeyNameOf(entity);
      const id = name === `${entity.name}_pkey` ? '@id' : `@id(map: "${name}")`;
      const value = { uuid: 'uuid()', cuid: 'cuid()', 'auto-increment': 'autoincrement()' }[type.strategy];
      return joined([id, `@default(${value})`, mapped(field), type.strategy === 'uuid' ? '@db.Uuid' : '']);
    }
    case 'created-at':
      return joined(['@default(now())', ...own, '@db.Timestamptz(3)']);
    case 'updated-at':
      return joined(['@updatedAt', ...own, '@db.Timestamptz(3)']);
    case 'date-time':
      return joined([...own, '@db.Timestamptz(3)']);
    case 'decimal-number':
      return joined([...own, `@db.Decimal(${type.precision}, ${type.scale})`]);
    default:
      return joined(own);
  }
}

function mapped(column: ColumnView): string {
  const name = columnNameOf(column);
  return name === propertyOf(column) ? '' : `@map("${name}")`;
}

function uniqueAttribute(entity: EntityView, column: ColumnView): string {
  const index = indexOf(entity, column);
  if (index?.unique !== true) return '';
  return index.name === `${entity.name}_${propertyOf(column)}_key` ? '@unique' : `@unique(map: "${index.name}")`;
}

function indexLine(entity: EntityView, column: ColumnView): readonly string[] {
  const index = indexOf(entity, column);
  if (index === undefined || index.unique) return [];
  const property = propertyOf(column);
  const map = index.name === `${entity.name}_${property}_idx` ? '' : `, map: "${index.name}"`;
  return [`  @@index([${property}]${map})`];
}

function enumBlock(field: FieldView): readonly string[] {
  if (field.kind !== 'scalar' || field.type.kind !== 'option-set') return [];
  const name = enumTypeName(field.enumName);
  const map = name === field.enumName ? [] : ['', `  @@map("${name}")`];
  return [
    `enum ${field.enumName} {\n${[...field.type.options.map((option) => `  ${option.value}`), ...map].join('\n')}\n}\n`,
  ];
}

/** One space between the columns: aligned ones would change every line of a model, and conflict with edits, when one name grows. */
function toLines(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => `  ${joined(row)}`);
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
