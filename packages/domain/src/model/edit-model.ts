import type { EntityId, FieldId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { assertEntityAttributes } from './attribute-rules.ts';
import { assertColumnNamesFree, assertDatabaseNamesFree } from './database-names.ts';
import { assertSameEnds } from './edit-relations.ts';
import { assertEntityNameFree, assertFieldKinds } from './entity-rules.ts';
import type { FieldType, RelationType } from './field-types.ts';
import { getEntity, getField } from './get-entity.ts';
import { keepFields } from './keep-fields.ts';
import { assertCompositeKeys } from './key-rules.ts';
import { assertFitsDatabase } from './mysql-rules.ts';
import { toPluralName } from './names.ts';
import { assertAuthEntity, assertPermissions } from './permission-rules.ts';
import { samePermissions } from './permissions.ts';
import { putField, replaceEntity, withoutEmptyAttributes, withoutUndefined } from './put-field.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';

/** Everything that a person may say of a field that is no relation. */
export interface FieldInput {
  readonly name: string;
  readonly displayName: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly searchable: boolean;
  readonly type: Exclude<FieldType, RelationType>;
  readonly attributes?: string | undefined;
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
  const entity: Entity = {
    ...input,
    pluralName: toPluralName(input.name),
    // Closed unless somebody opens it; where nobody can sign in there is nobody to close it for.
    permissions: samePermissions({ kind: model.authEntityId === null ? 'public' : 'all-roles' }),
    uniqueKeys: [],
    indexes: [],
  };
  assertEntityNameFree(model, entity);
  assertFieldKinds(entity);
  assertColumnNamesFree(entity);
  const after = { ...model, entities: [...model.entities, entity] };
  assertDatabaseNamesFree(after);
  return after;
}

/** What a person may change of an entity itself. */
export type EntityChange = {
  readonly [Key in 'name' | 'displayName' | 'permissions' | 'uniqueKeys' | 'indexes' | 'attributes']?:
    | Entity[Key]
    | undefined;
};

/** Renames or relabels an entity, or changes its keys and who may do what with it (empty attributes remove them); its id stays, so the generated files and the user's edits in them move along. */
export function updateEntity(model: ServiceModel, entityId: EntityId, change: EntityChange): ServiceModel {
  const before = getEntity(model, entityId);
  const name = change.name ?? before.name;
  const after: Entity = withoutEmptyAttributes({
    ...before,
    ...(withoutUndefined(change) as Partial<Entity>),
    pluralName: name === before.name ? before.pluralName : toPluralName(name),
  });
  assertEntityNameFree(model, after);
  assertEntityAttributes(after);
  assertCompositeKeys(after);
  assertPermissions(model, after);
  const result = replaceEntity(model, after);
  assertDatabaseNamesFree(result);
  assertFitsDatabase(result);
  return result;
}

/** Removes an entity, and with it the other side of each of its relations. */
export function removeEntity(model: ServiceModel, entityId: EntityId): ServiceModel {
  const { name } = getEntity(model, entityId);
  if (model.authEntityId === entityId) {
    throw new Refusal('in_use', `Users sign in with ${name}: choose another entity for that first, or none.`);
  }
  const entities = model.entities
    .filter((entity) => entity.id !== entityId)
    .map((entity) => keepFields(entity, (field) => field.type.kind !== 'relation' || field.type.entityId !== entityId));
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
      ? keepFields(entity, (candidate) => !gone.has(candidate.id))
      : entity,
  );
  const after = { ...model, entities };
  assertAuthEntity(after);
  return after;
}
