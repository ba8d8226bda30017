import { Refusal } from '../refusal.ts';
import { assertEntityAttributes } from './attribute-rules.ts';
import { assertColumnNamesFree, assertDatabaseNamesFree } from './database-names.ts';
import { assertEntityNamesFree, assertFieldKinds, assertFieldNameFree } from './entity-rules.ts';
import { assertFieldType } from './field-rules.ts';
import { holdsKey, type RelationType } from './field-types.ts';
import { assertCompositeKeys } from './key-rules.ts';
import { assertEntityName, assertFieldName } from './names.ts';
import { assertPermissions } from './permission-rules.ts';
import { assertRequiredRelations } from './required-relations.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';
import { assertSettings } from './settings-rules.ts';

/**
 * Everything that is wrong with a model, one refusal each. Each edit keeps the rules, so this is for models that come about
 * in another way: a file, or changes that are taken back.
 */
export function listModelFaults(model: ServiceModel): readonly Refusal[] {
  const fields = new Map(
    model.entities.flatMap((entity) => entity.fields.map((field) => [field.id as string, { entity, field }] as const)),
  );
  return [
    () => assertSettings(model),
    () => assertIdsDiffer(model),
    () => assertEntityNamesFree(model),
    () => assertDatabaseNamesFree(model),
    () => assertRequiredRelations(model),
    ...model.entities.flatMap((entity) => [
      () => assertEntityName(entity.name),
      () => assertFieldKinds(entity),
      () => assertEntityAttributes(entity),
      () => assertCompositeKeys(entity),
      () => assertColumnNamesFree(entity),
      () => assertPermissions(model, entity),
      ...entity.fields.flatMap((field) => [
        () => assertFieldName(field.name),
        () => assertFieldType(field),
        () => assertFieldNameFree(entity, field),
        () => (field.type.kind === 'relation' ? assertTwoSided(fields, entity, field, field.type) : undefined),
      ]),
    ]),
  ].flatMap(toFaults);
}

/** Refuses a model that breaks any rule, with the sentence of the first one that it breaks. */
export function assertModel(model: ServiceModel): void {
  const [first] = listModelFaults(model);
  if (first !== undefined) throw first;
}

function toFaults(check: () => void): readonly Refusal[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return [error];
    throw error;
  }
}

function assertIdsDiffer(model: ServiceModel): void {
  const seen = new Set<string>();
  const parts = model.entities.flatMap((entity) => [entity, ...entity.fields, ...entity.uniqueKeys, ...entity.indexes]);
  for (const { id } of parts) {
    if (seen.has(id)) throw new Refusal('invalid_model', `Two parts of the model have the id ${id}.`);
    seen.add(id);
  }
}

function assertTwoSided(
  fields: ReadonlyMap<string, { readonly entity: Entity; readonly field: Field }>,
  entity: Entity,
  field: Field,
  type: RelationType,
): void {
  const other = fields.get(type.inverseFieldId);
  const back = other?.field.type;
  const isTwoSided =
    other?.entity.id === type.entityId &&
    other.field.id !== field.id &&
    back?.kind === 'relation' &&
    back.entityId === entity.id &&
    back.inverseFieldId === field.id;
  if (!isTwoSided) {
    throw new Refusal(
      'invalid_model',
      `The other side of the relation ${entity.name}.${field.name} is not in the model, or does not point back.`,
    );
  }
  const keys = [type, back].filter(holdsKey).length;
  const isManyToMany = type.cardinality === 'many' && back.cardinality === 'many';
  if (keys !== (isManyToMany ? 0 : 1)) {
    const sentence = `The relation ${entity.name}.${field.name} needs its foreign key on ${isManyToMany ? 'neither side' : 'one side'}.`;
    throw new Refusal('invalid_model', sentence);
  }
}
