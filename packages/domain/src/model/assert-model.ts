import { Refusal } from '../refusal.ts';
import { assertEntityNameFree, assertFieldKinds, assertFieldNameFree } from './entity-rules.ts';
import { assertFieldType } from './field-rules.ts';
import { assertFieldName } from './names.ts';
import { SERVER_DIRECTORY_RULE, isServerDirectory } from './server-directory.ts';
import type { Entity, Field, RelationType, ServiceModel } from './service-model.ts';

/**
 * Everything that is wrong with a model, one refusal each. Each edit keeps the rules, so this is for models that come about
 * in another way: a file, or changes that are taken back.
 */
export function listModelFaults(model: ServiceModel): readonly Refusal[] {
  return [
    () => assertServerDirectory(model.serverDirectory),
    () => assertIdsDiffer(model),
    ...model.entities.flatMap((entity) => [
      () => assertEntityNameFree(model, entity),
      () => assertFieldKinds(entity),
      ...entity.fields.flatMap((field) => [
        () => assertFieldName(field.name),
        () => assertFieldType(field),
        () => assertFieldNameFree(entity, field),
        () => (field.type.kind === 'relation' ? assertTwoSided(model, entity, field, field.type) : undefined),
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

function assertServerDirectory(directory: string): void {
  if (isServerDirectory(directory)) return;
  throw new Refusal('invalid_model', SERVER_DIRECTORY_RULE, [
    { path: 'serverDirectory', message: SERVER_DIRECTORY_RULE },
  ]);
}

function assertIdsDiffer(model: ServiceModel): void {
  const seen = new Set<string>();
  for (const { id } of model.entities.flatMap((entity) => [entity, ...entity.fields])) {
    if (seen.has(id)) throw new Refusal('invalid_model', `Two parts of the model have the id ${id}.`);
    seen.add(id);
  }
}

function assertTwoSided(model: ServiceModel, entity: Entity, field: Field, type: RelationType): void {
  const other = model.entities
    .find((candidate) => candidate.id === type.entityId)
    ?.fields.find((candidate) => candidate.id === type.inverseFieldId);
  const back = other?.type;
  const isTwoSided =
    back?.kind === 'relation' &&
    back.entityId === entity.id &&
    back.inverseFieldId === field.id &&
    back.cardinality !== type.cardinality;
  if (!isTwoSided) {
    throw new Refusal(
      'invalid_model',
      `The other side of the relation ${entity.name}.${field.name} is not in the model, or does not point back.`,
    );
  }
}
