import { toKeyFault } from '@amplication/domain';
import {
  columnsOf,
  propertyOf,
  type ColumnView,
  type CompositeView,
  type EntityView,
  type ManyToManyView,
  type ServiceView,
  type ToOneView,
} from '../view/service-view.ts';
import { compareText } from '../view/compare-text.ts';
import { shortIdentifier } from '../view/short-identifier.ts';
import { dataTypeOf } from '../types/data-types.ts';
import { ID_STRATEGIES } from '../types/id.ts';
import { authSessionTable } from './auth-session.ts';
import { dialectOf, type Dialect } from './dialect.ts';
import {
  toSchema,
  type Column,
  type DatabaseSchema,
  type EnumType,
  type Index,
  type Table,
} from './database-schema.ts';

/** The tables, columns, indexes and keys of a model; the Prisma schema and the migrations are both made from it. */
export function toDatabaseSchema(service: ServiceView): DatabaseSchema {
  const dialect = dialectOf(service.database);
  const tables = [
    ...service.entities.map((entity) => toTable(entity, dialect)),
    ...service.entities.flatMap((entity) => joinTables(service, entity)),
    ...(service.auth === undefined ? [] : [authSessionTable(service.auth)]),
  ];
  return toSchema(service.database, tables, service.entities.flatMap(toEnums));
}

/** Name of a column in the database; it differs from the property's where the model says so, or where that is too long. */
export function columnNameOf(column: { readonly columnName?: string | undefined }, property: string): string {
  return column.columnName ?? shortIdentifier(property);
}

/** The one index that serves a column, if it needs one: unique, a foreign key, or searchable and short enough. */
export function indexOf(entity: EntityView, column: ColumnView): Index | undefined {
  if (column.kind === 'scalar' && column.type.kind === 'id') return undefined;
  const base = `${entity.tableName}_${columnNameOf(column, propertyOf(column))}`;
  const common = { id: column.id, columnIds: [column.id] };
  if (column.unique) return { ...common, unique: true, name: shortIdentifier(base, '_key') };
  const wanted = column.kind === 'to-one' || (column.searchable && toKeyFault(column) === undefined);
  return wanted ? { ...common, unique: false, name: shortIdentifier(base, '_idx') } : undefined;
}

/** The index behind a composite key. */
export function compositeIndex(entity: EntityView, { id, columns }: CompositeView, unique: boolean): Index {
  const names = columns.map((column) => columnNameOf(column, propertyOf(column))).join('_');
  return {
    id,
    columnIds: columns.map((column) => column.id),
    unique,
    name: shortIdentifier(`${entity.tableName}_${names}`, unique ? '_key' : '_idx'),
  };
}

/** Name of the constraint behind a foreign key. */
export function foreignKeyNameOf(entity: EntityView, column: ToOneView): string {
  return shortIdentifier(`${entity.tableName}_${columnNameOf(column, column.keyName)}`, '_fkey');
}

/** Name of an enum in the database. */
export function enumTypeName(enumName: string): string {
  return shortIdentifier(enumName);
}

/** Name of the constraint behind a primary key. */
export function primaryKeyNameOf(entity: EntityView): string {
  return shortIdentifier(entity.tableName, '_pkey');
}

/** A table with its columns by id. */
export function toTableOf(table: Omit<Table, 'columnById'>): Table {
  return { ...table, columnById: new Map(table.columns.map((column) => [column.id, column])) };
}

function toTable(entity: EntityView, dialect: Dialect): Table {
  const columns = columnsOf(entity);
  return toTableOf({
    id: entity.id,
    name: entity.tableName,
    columns: columns.flatMap((column) => toColumns(column, dialect)),
    primaryKey: { name: primaryKeyNameOf(entity), columnIds: [entity.idField.id] },
    indexes: [
      ...columns.flatMap((column) => indexOf(entity, column) ?? []),
      ...entity.uniqueKeys.map((key) => compositeIndex(entity, key, true)),
      ...entity.indexes.map((key) => compositeIndex(entity, key, false)),
    ],
    foreignKeys: columns.flatMap((column) =>
      column.kind === 'to-one'
        ? [
            {
              columnId: column.id,
              name: foreignKeyNameOf(entity, column),
              targetId: column.targetId,
              onDelete: column.onDelete,
            },
          ]
        : [],
    ),
  });
}

function toColumns(column: ColumnView, dialect: Dialect): readonly Column[] {
  if (column.kind === 'to-one') {
    const name = columnNameOf(column, column.keyName);
    const type = ID_STRATEGIES[column.targetKey].key;
    return [{ id: column.id, name, type, nullable: !column.required, default: undefined, fill: undefined }];
  }
  return dataTypeOf(column)
    .columns(column)
    .map((spec) => ({
      id: spec.part === '' ? column.id : `${column.id}:${spec.part}`,
      name: columnNameOf(column, spec.property),
      type: spec.type,
      nullable: !column.required && spec.list !== true,
      default: spec.default === undefined ? undefined : dialect.value(spec.default, spec.type),
      fill: column.unique && column.type.kind !== 'id' ? undefined : dialect.value(spec.fill, spec.type),
    }));
}

/** The tables of the n-n relations whose first side this entity is, named and laid out as Prisma expects them. */
function joinTables(service: ServiceView, entity: EntityView): readonly Table[] {
  return entity.fields.flatMap((field) =>
    field.kind === 'many-to-many' && field.id < field.inverseId ? [joinTable(service, entity, field)] : [],
  );
}

function joinTable(service: ServiceView, entity: EntityView, field: ManyToManyView): Table {
  const target = service.entityById.get(field.targetId);
  const sides = [
    { fieldId: field.inverseId, tableId: entity.id, name: entity.name, key: entity.idStrategy },
    { fieldId: field.id, tableId: field.targetId, name: target?.name ?? '', key: field.targetKey },
  ].sort((a, b) => compareText(a.name, b.name));
  const name = `_${field.relationName}`;
  const keys = sides.map(({ fieldId, tableId, key }, index) => ({
    id: `join:${fieldId}`,
    name: index === 0 ? 'A' : 'B',
    tableId,
    type: ID_STRATEGIES[key].key,
  }));
  const columnIds = keys.map(({ id }) => id);
  return toTableOf({
    id: `join:${field.id}`,
    name,
    columns: keys.map((key) => ({
      id: key.id,
      name: key.name,
      type: key.type,
      nullable: false,
      default: undefined,
      fill: undefined,
    })),
    primaryKey: { name: shortIdentifier(name, '_AB_pkey'), columnIds },
    indexes: [
      {
        id: `join:${field.id}:B`,
        columnIds: columnIds.slice(1),
        unique: false,
        name: shortIdentifier(name, '_B_index'),
      },
    ],
    foreignKeys: keys.map((key) => ({
      columnId: key.id,
      name: shortIdentifier(name, `_${key.name}_fkey`),
      targetId: key.tableId,
      onDelete: 'cascade' as const,
    })),
  });
}

function toEnums(entity: EntityView): readonly EnumType[] {
  return entity.fields.flatMap((field) =>
    field.kind === 'scalar' && 'options' in field.type
      ? [
          {
            id: field.id,
            name: enumTypeName(field.enumName),
            values: field.type.options.map(({ id, value }) => ({ id: id ?? value, value })),
            tableId: entity.id,
          },
        ]
      : [],
  );
}
