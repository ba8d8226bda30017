import {
  toKebabCase,
  type Entity,
  type EntityId,
  type Field,
  type FieldId,
  type FieldType,
  type ServiceModel,
} from '@amplication/domain';
import { findRelationTarget, keyNames, optionSetNames } from './names.ts';
import { shortIdentifier } from './short-identifier.ts';

export type ScalarType = Exclude<FieldType, { kind: 'relation' }>;
export type IdStrategy = Extract<FieldType, { kind: 'id' }>['strategy'];

interface FieldBase {
  readonly id: FieldId;
  /** The field's name in Prisma, in DTOs and in JSON. */
  readonly name: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly searchable: boolean;
}
/** A field with a value of its own. */
export interface ScalarView extends FieldBase {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** Name of the enum; only an option set has one. */
  readonly enumName: string;
}
/** The side of a relation that holds the foreign key. */
export interface ToOneView extends FieldBase {
  readonly kind: 'to-one';
  /** Name of the foreign key's field, such as `artistId`. */
  readonly keyName: string;
  readonly targetId: EntityId;
  readonly targetKey: IdStrategy;
  readonly onDelete: 'restrict' | 'cascade' | 'set-null';
  readonly relationName: string;
}
/** The list of those that point here. */
export interface ToManyView extends FieldBase {
  readonly kind: 'to-many';
  readonly targetId: EntityId;
  readonly relationName: string;
}
export type FieldView = ScalarView | ToOneView | ToManyView;
/** What has a column: values and foreign keys. */
export type ColumnView = ScalarView | ToOneView;

/** An entity with every name that the generated code gives it. */
export interface EntityView {
  readonly id: EntityId;
  readonly name: string;
  readonly displayName: string;
  /** `prisma.<accessor>`: the name with a small first letter. */
  readonly accessor: string;
  /** `src/<folder>/<folder>.service.ts`. */
  readonly folder: string;
  /** `/api/<route>`. */
  readonly route: string;
  readonly idField: ScalarView;
  readonly idStrategy: IdStrategy;
  readonly fields: readonly FieldView[];
}

/** The model as the generator reads it: entities sorted by name, every name decided. */
export interface ServiceView {
  readonly name: string;
  readonly description: string;
  readonly packageName: string;
  /** Folder of the generated server, `/`-separated, without a slash at its end. */
  readonly directory: string;
  readonly entities: readonly EntityView[];
}

/** Decides every name once, so that all file kinds agree. */
export function toServiceView(model: ServiceModel): ServiceView {
  const enums = optionSetNames(model);
  const entities = model.entities.map((entity) => toEntityView(model, entity, enums));
  return {
    name: model.name,
    description: model.description,
    packageName: `${model.slug}-server`,
    directory: model.serverDirectory.replace(/\/+$/u, ''),
    entities: entities.sort((a, b) => compareText(a.name, b.name)),
  };
}

/** The entity of this id; an id that is not there is a broken model. */
export function getEntityView(service: Pick<ServiceView, 'entities'>, id: EntityId): EntityView {
  const entity = service.entities.find((candidate) => candidate.id === id);
  if (entity === undefined) throw new Error(`The model has no entity ${id}.`);
  return entity;
}

/** Values and foreign keys, in the model's order. */
export function columnsOf(entity: EntityView): readonly ColumnView[] {
  return entity.fields.filter((field) => field.kind !== 'to-many');
}

/** The name under which a column is read and written: the field's, or the foreign key's. */
export function propertyOf(column: ColumnView): string {
  return column.kind === 'to-one' ? column.keyName : column.name;
}

/** Order by code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toEntityView(model: ServiceModel, entity: Entity, enums: ReadonlyMap<string, string>): EntityView {
  const keys = keyNames(entity);
  const fields = entity.fields.map((field) => toFieldView(model, entity, field, enums, keys));
  const idField = fields.find((field): field is ScalarView => field.kind === 'scalar' && field.type.kind === 'id');
  if (idField === undefined) throw new Error(`The entity ${entity.name} has no id field.`);
  return {
    id: entity.id,
    name: entity.name,
    displayName: entity.displayName,
    accessor: entity.name.charAt(0).toLowerCase() + entity.name.slice(1),
    folder: toKebabCase(entity.name),
    route: toKebabCase(entity.pluralName),
    idField,
    idStrategy: idStrategyOf(entity),
    fields,
  };
}

function toFieldView(
  model: ServiceModel,
  entity: Entity,
  field: Field,
  enums: ReadonlyMap<string, string>,
  keys: ReadonlyMap<string, string>,
): FieldView {
  const { id, name, required, unique, searchable, type } = field;
  const base = { id, name, required, unique, searchable };
  if (type.kind !== 'relation') {
    const always = type.kind === 'id' || type.kind === 'created-at' || type.kind === 'updated-at';
    return { ...base, kind: 'scalar', required: required || always, type, enumName: enums.get(id) ?? '' };
  }
  const { target, inverse } = findRelationTarget(model, type);
  if (type.cardinality === 'many') {
    return { ...base, kind: 'to-many', targetId: target.id, relationName: toRelationName(target.name, inverse.name) };
  }
  return {
    ...base,
    kind: 'to-one',
    keyName: keys.get(id) ?? `${name}Id`,
    targetId: target.id,
    targetKey: idStrategyOf(target),
    // A required key cannot be cleared.
    onDelete: required && type.onDelete === 'set-null' ? 'restrict' : type.onDelete,
    relationName: toRelationName(entity.name, name),
  };
}

function idStrategyOf(entity: Entity): IdStrategy {
  for (const { type } of entity.fields) if (type.kind === 'id') return type.strategy;
  throw new Error(`The entity ${entity.name} has no id field.`);
}

function toRelationName(ownerName: string, fieldName: string): string {
  return shortIdentifier(`${ownerName}_${fieldName}`);
}
