import type { EntityId, FieldId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { assertEntityNameFree, assertFieldKinds, assertFieldNameFree } from './entity-rules.ts';
import { assertFieldName, toPluralName } from './names.ts';
import type { Entity, Field, FieldType, RelationType, ServiceModel } from './service-model.ts';
import { assertFieldType } from './field-rules.ts';
import { toCanonicalJson } from './canonical-json.ts';

/** Everything that a person may say of a field that is no relation. */
export interface FieldInput {
  readonly name: string;
  readonly displayName: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly searchable: boolean;
  readonly type: Exclude<FieldType, RelationType>;
}

/** A relation, told from the side that holds the key; the other side's list is made with it. */
export interface RelationInput {
  readonly name: string;
  readonly displayName: string;
  readonly required: boolean;
  readonly entityId: EntityId;
  readonly onDelete: RelationType['onDelete'];
  readonly inverse: { readonly name: string; readonly displayName: string };
}

/** Adds an entity with the fields that every entity starts with. Names are unique in a service, singular and plural, in any case. */
export function addEntity(
  model: ServiceModel,
  input: {
    readonly id: EntityId;
    readonly name: string;
    readonly displayName: string;
    readonly fields: readonly Field[];
  },
): ServiceModel {
  const entity: Entity = { ...input, pluralName: toPluralName(input.name) };
  assertEntityNameFree(model, entity);
  assertFieldKinds(entity);
  return { ...model, entities: [...model.entities, entity] };
}

/** Renames or relabels an entity; its id stays, so the generated files and the user's edits in them move along. */
export function updateEntity(
  model: ServiceModel,
  entityId: EntityId,
  change: { readonly name?: string | undefined; readonly displayName?: string | undefined },
): ServiceModel {
  const before = getEntity(model, entityId);
  const name = change.name ?? before.name;
  const after: Entity = {
    ...before,
    name,
    pluralName: name === before.name ? before.pluralName : toPluralName(name),
    displayName: change.displayName ?? before.displayName,
  };
  assertEntityNameFree(model, after);
  return replaceEntity(model, after);
}

/** Removes an entity, and with it the other side of each of its relations. */
export function removeEntity(model: ServiceModel, entityId: EntityId): ServiceModel {
  getEntity(model, entityId);
  const entities = model.entities
    .filter((entity) => entity.id !== entityId)
    .map((entity) => ({
      ...entity,
      fields: entity.fields.filter((field) => field.type.kind !== 'relation' || field.type.entityId !== entityId),
    }));
  return { ...model, entities };
}

/** Adds a field that is no relation and no second id. */
export function addField(
  model: ServiceModel,
  entityId: EntityId,
  field: FieldInput & { readonly id: FieldId },
): ServiceModel {
  return putField(model, getEntity(model, entityId), field);
}

/** Adds both sides of a relation: the key on `entityId`, the list on the entity it points at. */
export function addRelation(
  model: ServiceModel,
  entityId: EntityId,
  input: RelationInput & { readonly id: FieldId; readonly inverseId: FieldId },
): ServiceModel {
  const owner: Field = {
    id: input.id,
    name: input.name,
    displayName: input.displayName,
    required: input.required,
    unique: false,
    searchable: true,
    type: {
      kind: 'relation',
      entityId: input.entityId,
      inverseFieldId: input.inverseId,
      cardinality: 'one',
      onDelete: input.onDelete,
    },
  };
  const list: Field = {
    id: input.inverseId,
    name: input.inverse.name,
    displayName: input.inverse.displayName,
    required: false,
    unique: false,
    searchable: false,
    type: { kind: 'relation', entityId, inverseFieldId: input.id, cardinality: 'many', onDelete: 'restrict' },
  };
  const withOwner = putField(model, getEntity(model, entityId), owner);
  return putField(withOwner, getEntity(withOwner, input.entityId), list, 'inverse.name');
}

/** Changes a field in place. An id stays the id (its strategy may change), and what a relation points at is fixed: remove it and add another. */
export function updateField(
  model: ServiceModel,
  entityId: EntityId,
  fieldId: FieldId,
  change: Partial<Omit<Field, 'id'>>,
): ServiceModel {
  const entity = getEntity(model, entityId);
  const before = getField(entity, fieldId);
  const after: Field = { ...before, ...withoutUndefined(change), id: before.id };
  if ((before.type.kind === 'relation') !== (after.type.kind === 'relation')) {
    throw new Refusal(
      'invalid_field',
      `"${before.name}" cannot change between a relation and a value: remove it and add a new field.`,
      [{ path: 'type', message: 'Remove the field and add a new one.' }],
    );
  }
  if ((before.type.kind === 'id') !== (after.type.kind === 'id')) {
    throw new Refusal(
      'invalid_field',
      `"${before.name}" cannot change between the id of ${entity.name} and another kind: an entity has exactly one id.`,
      [{ path: 'type', message: 'An id stays the id; only its strategy can change.' }],
    );
  }
  if (before.type.kind === 'relation' && after.type.kind === 'relation')
    assertSameEnds(before.name, before.type, after.type);
  return putField(model, entity, after);
}

/** Removes a field; of a relation both sides go. The id of an entity stays. */
export function removeField(model: ServiceModel, entityId: EntityId, fieldId: FieldId): ServiceModel {
  const field = getField(getEntity(model, entityId), fieldId);
  if (field.type.kind === 'id') {
    throw new Refusal('invalid_field', 'Every entity needs its id: it cannot be removed.');
  }
  const gone = new Set<string>([fieldId]);
  if (field.type.kind === 'relation') gone.add(field.type.inverseFieldId);
  const entities = model.entities.map((entity) =>
    entity.fields.some((candidate) => gone.has(candidate.id))
      ? { ...entity, fields: entity.fields.filter((candidate) => !gone.has(candidate.id)) }
      : entity,
  );
  return { ...model, entities };
}

/** The entity of this id, or a refusal. */
export function getEntity(model: ServiceModel, entityId: string): Entity {
  const entity = model.entities.find((candidate) => candidate.id === entityId);
  if (entity === undefined) throw new Refusal('not_found', 'This entity does not exist (any more).');
  return entity;
}

/** The field of this id, or a refusal. */
export function getField(entity: Entity, fieldId: string): Field {
  const field = entity.fields.find((candidate) => candidate.id === fieldId);
  if (field === undefined) throw new Refusal('not_found', `This field does not exist in ${entity.name} (any more).`);
  return field;
}

function replaceEntity(model: ServiceModel, entity: Entity): ServiceModel {
  return { ...model, entities: model.entities.map((candidate) => (candidate.id === entity.id ? entity : candidate)) };
}

function assertSameEnds(name: string, before: RelationType, after: RelationType): void {
  const { onDelete: _before, ...ends } = before;
  const { onDelete: _after, ...wanted } = after;
  if (toCanonicalJson(ends) !== toCanonicalJson(wanted)) {
    throw new Refusal('invalid_field', `What the relation "${name}" points at is fixed: remove it and add another.`, [
      { path: 'type', message: 'Remove the relation and add another.' },
    ]);
  }
  if (before.cardinality === 'many' && before.onDelete !== after.onDelete) {
    throw new Refusal(
      'invalid_field',
      `"${name}" is the list side of a relation: what happens on delete is set on the other side.`,
      [{ path: 'type.onDelete', message: 'Set it on the other side.' }],
    );
  }
}

function putField(model: ServiceModel, entity: Entity, field: Field, namePath?: string): ServiceModel {
  assertFieldName(field.name, namePath);
  assertFieldType(field);
  assertFieldNameFree(entity, field, namePath);
  const exists = entity.fields.some((candidate) => candidate.id === field.id);
  const fields = exists
    ? entity.fields.map((candidate) => (candidate.id === field.id ? field : candidate))
    : [...entity.fields, field];
  const after = { ...entity, fields };
  assertFieldKinds(after);
  return replaceEntity(model, after);
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
