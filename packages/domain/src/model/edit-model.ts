import type { EntityId, FieldId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { assertEntityName, assertFieldName, toPluralName } from './names.ts';
import type { Entity, Field, FieldType, RelationType, ServiceModel } from './service-model.ts';
import { assertFieldType } from './field-rules.ts';

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
  input: { readonly id: EntityId; readonly name: string; readonly displayName: string; readonly fields: readonly Field[] },
): ServiceModel {
  const entity: Entity = { ...input, pluralName: toPluralName(input.name) };
  assertEntityNameFree(model, entity);
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

/** Adds a field that is no relation. */
export function addField(model: ServiceModel, entityId: EntityId, field: FieldInput & { readonly id: FieldId }): ServiceModel {
  assertFieldType(field);
  return putField(model, getEntity(model, entityId), field);
}

/** Adds both sides of a relation: the key on `entityId`, the list on the entity it points at. */
export function addRelation(
  model: ServiceModel,
  entityId: EntityId,
  input: RelationInput & { readonly id: FieldId; readonly inverseId: FieldId },
): ServiceModel {
  if (input.required && input.onDelete === 'set-null') {
    throw new Refusal('invalid_field', `"${input.name}" is required, so it cannot be cleared when its record is deleted: choose restrict or cascade.`, [
      { path: 'onDelete', message: 'A required relation cannot be set to null.' },
    ]);
  }
  const owner: Field = {
    id: input.id,
    name: input.name,
    displayName: input.displayName,
    required: input.required,
    unique: false,
    searchable: true,
    type: { kind: 'relation', entityId: input.entityId, inverseFieldId: input.inverseId, cardinality: 'one', onDelete: input.onDelete },
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
  return putField(withOwner, getEntity(withOwner, input.entityId), list);
}

/** Changes a field in place. The kind of a relation is fixed: remove it and add another. */
export function updateField(model: ServiceModel, entityId: EntityId, fieldId: FieldId, change: Partial<Omit<Field, 'id'>>): ServiceModel {
  const entity = getEntity(model, entityId);
  const before = getField(entity, fieldId);
  const after: Field = { ...before, ...withoutUndefined(change), id: before.id };
  if ((before.type.kind === 'relation') !== (after.type.kind === 'relation')) {
    throw new Refusal('invalid_field', `"${before.name}" cannot change between a relation and a value: remove it and add a new field.`, [
      { path: 'type', message: 'Remove the field and add a new one.' },
    ]);
  }
  if (before.type.kind === 'relation' && after.type.kind === 'relation') {
    return putField(model, entity, { ...after, type: { ...before.type, onDelete: after.type.onDelete } });
  }
  assertFieldType(after);
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

function putField(model: ServiceModel, entity: Entity, field: Field): ServiceModel {
  assertFieldName(field.name);
  const twin = entity.fields.find((candidate) => candidate.id !== field.id && sameName(candidate.name, field.name));
  if (twin !== undefined) {
    throw new Refusal('name_taken', `${entity.name} already has a field named "${twin.name}".`, [
      { path: 'name', message: `"${field.name}" is taken.` },
    ]);
  }
  const exists = entity.fields.some((candidate) => candidate.id === field.id);
  const fields = exists
    ? entity.fields.map((candidate) => (candidate.id === field.id ? field : candidate))
    : [...entity.fields, field];
  return replaceEntity(model, { ...entity, fields });
}

function assertEntityNameFree(model: ServiceModel, entity: Entity): void {
  assertEntityName(entity.name);
  const mine = [entity.name, entity.pluralName];
  const twin = model.entities.find(
    (candidate) =>
      candidate.id !== entity.id && [candidate.name, candidate.pluralName].some((name) => mine.some((own) => sameName(own, name))),
  );
  if (twin !== undefined) {
    throw new Refusal('name_taken', `The service already has an entity named "${twin.name}" (plural "${twin.pluralName}").`, [
      { path: 'name', message: `"${entity.name}" is taken.` },
    ]);
  }
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
