import type { GeneratedFile } from '@amplication/domain';
import { authSessionModel, sessionsFieldName } from '../../database/auth-session.ts';
import type { Index } from '../../database/database-schema.ts';
import { dialectOf, type Dialect } from '../../database/dialect.ts';
import {
  columnNameOf,
  compositeIndex,
  enumTypeName,
  foreignKeyNameOf,
  indexOf,
  primaryKeyNameOf,
} from '../../database/to-database-schema.ts';
import { ServiceCache } from '../../render-cache.ts';
import { dataTypeOf } from '../../types/data-types.ts';
import type { ColumnSpec } from '../../types/data-type.ts';
import { ID_STRATEGIES } from '../../types/id.ts';
import {
  columnsOf,
  getEntityView,
  propertyOf,
  type ColumnView,
  type CompositeView,
  type EntityView,
  type FieldView,
  type ScalarView,
  type ServiceView,
  type ToOneView,
} from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';
import { toPrismaColumn } from './prisma-column.ts';

const ON_DELETE = { restrict: 'Restrict', cascade: 'Cascade', 'set-null': 'SetNull' } as const;
const head = (provider: string): string => `generator client {
  provider            = "prisma-client"
  output              = "../src/prisma/client"
  moduleFormat        = "esm"
  importFileExtension = "js"
}

datasource db {
  provider = "${provider}"
}
`;

/** `prisma/schema.prisma`. One space between the columns: aligned ones would change every line of a model, and conflict with edits, when one name grows. */
export function prismaSchemaFile(service: ServiceView, parts = new ServiceCache(service)): GeneratedFile {
  const dialect = dialectOf(service.database);
  const blocks = service.entities.flatMap((entity) =>
    parts.ofEntity('prisma', entity, () => [modelBlock(service, entity), ...entity.fields.flatMap(enumBlock)]),
  );
  const sessions = service.auth === undefined ? [] : [authSessionModel(service.auth, dialect)];
  return serviceFile(
    service,
    'prisma/schema.prisma',
    'prisma-schema',
    [head(service.database), ...blocks, ...sessions].join('\n'),
  );
}

function modelBlock(service: ServiceView, entity: EntityView): string {
  const lines = entity.fields.flatMap((field) => fieldLines(service, entity, field));
  if (service.auth?.entity === entity) lines.push(`${sessionsFieldName(service.auth)} AuthSession[]`);
  const attributes = [
    ...entity.uniqueKeys.map((key) => compositeLine(entity, key, true)),
    ...entity.indexes.map((key) => compositeLine(entity, key, false)),
    ...columnsOf(entity).flatMap((column) => indexLine(entity, column)),
    ...(entity.tableName === entity.name ? [] : [`@@map("${entity.tableName}")`]),
  ];
  const all = [...lines, ...(attributes.length === 0 ? [] : ['', ...attributes])];
  return `model ${entity.name} {\n${all.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n}\n`;
}

function fieldLines(service: ServiceView, entity: EntityView, field: FieldView): string[] {
  const target = field.kind === 'scalar' ? '' : getEntityView(service, field.targetId).name;
  const dialect = dialectOf(service.database);
  switch (field.kind) {
    case 'scalar':
      return dataTypeOf(field)
        .columns(field)
        .map((column) => scalarLine(dialect, entity, field, column));
    case 'to-one':
      return toOneLines(service, entity, field);
    case 'back-to-one':
      return [`${field.name} ${target}? @relation("${field.relationName}")`];
    case 'to-many':
    case 'many-to-many':
      return [`${field.name} ${target}[] @relation("${field.relationName}")`];
  }
}

function scalarLine(dialect: Dialect, entity: EntityView, field: ScalarView, column: ColumnSpec): string {
  const { type, default: byDefault, native } = toPrismaColumn(column, field.required, dialect);
  return joined([
    `${column.property} ${type}`,
    field.type.kind === 'id' ? idAttribute(dialect, entity) : '',
    byDefault === undefined ? '' : `@default(${byDefault})`,
    field.type.kind === 'updated-at' ? '@updatedAt' : '',
    mapped(field, column.property),
    uniqueAttribute(entity, field),
    nativeAttribute(native),
  ]);
}

function nativeAttribute(native: string | undefined): string {
  return native === undefined ? '' : `@db.${native}`;
}

function idAttribute({ namesPrimaryKeys }: Dialect, entity: EntityView): string {
  const name = primaryKeyNameOf(entity);
  return !namesPrimaryKeys || name === `${entity.tableName}_pkey` ? '@id' : `@id(map: "${name}")`;
}

function toOneLines(service: ServiceView, entity: EntityView, field: ToOneView): string[] {
  const target = getEntityView(service, field.targetId);
  const optional = field.required ? '' : '?';
  const { prismaType, key } = ID_STRATEGIES[field.targetKey];
  const name = foreignKeyNameOf(entity, field);
  const map = name === `${entity.tableName}_${columnNameOf(field, field.keyName)}_fkey` ? '' : `, map: "${name}"`;
  const relation = `@relation("${field.relationName}", fields: [${field.keyName}], references: [${target.idField.name}], onDelete: ${ON_DELETE[field.onDelete]}${map})`;
  return [
    `${field.name} ${target.name}${optional} ${relation}`,
    joined([
      `${field.keyName} ${prismaType}${optional}`,
      mapped(field, field.keyName),
      uniqueAttribute(entity, field),
      nativeAttribute(dialectOf(service.database).nativeType(key)),
    ]),
  ];
}

function mapped(column: ColumnView, property: string): string {
  const name = columnNameOf(column, property);
  return name === property ? '' : `@map("${name}")`;
}

function uniqueAttribute(entity: EntityView, column: ColumnView): string {
  const index = indexOf(entity, column);
  if (index?.unique !== true) return '';
  const usual = `${entity.tableName}_${columnNameOf(column, propertyOf(column))}_key`;
  return index.name === usual ? '@unique' : `@unique(map: "${index.name}")`;
}

function indexLine(entity: EntityView, column: ColumnView): readonly string[] {
  const index = indexOf(entity, column);
  if (index === undefined || index.unique) return [];
  return [keyLine('@@index', index, [column], `${entity.tableName}_${columnNameOf(column, propertyOf(column))}_idx`)];
}

function compositeLine(entity: EntityView, key: CompositeView, unique: boolean): string {
  const names = key.columns.map((column) => columnNameOf(column, propertyOf(column))).join('_');
  const usual = `${entity.tableName}_${names}_${unique ? 'key' : 'idx'}`;
  return keyLine(unique ? '@@unique' : '@@index', compositeIndex(entity, key, unique), key.columns, usual);
}

function keyLine(attribute: string, index: Index, columns: readonly ColumnView[], usual: string): string {
  const map = index.name === usual ? '' : `, map: "${index.name}"`;
  return `${attribute}([${columns.map(propertyOf).join(', ')}]${map})`;
}

function enumBlock(field: FieldView): readonly string[] {
  if (field.kind !== 'scalar' || !('options' in field.type)) return [];
  const name = enumTypeName(field.enumName);
  const map = name === field.enumName ? [] : ['', `  @@map("${name}")`];
  return [
    `enum ${field.enumName} {\n${[...field.type.options.map((option) => `  ${option.value}`), ...map].join('\n')}\n}\n`,
  ];
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
