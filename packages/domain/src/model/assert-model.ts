import { Refusal } from '../refusal.ts';
import { assertEntityNameFree, assertFieldKinds, assertFieldNameFree } from './entity-rules.ts';
import { assertFieldType } from './field-rules.ts';
import { assertFieldName } from './names.ts';
import { SERVER_DIRECTORY_RULE, isServerDirectory } from './server-directory.ts';
import type { Entity, Field, RelationType, ServiceModel } from './service-model.ts';

/**
 * Refuses a model that breaks any rule, with the sentence of the first one that it breaks. Each edit keeps the rules, so
 * this is for models that come about in another way: a file, or changes that are taken back.
 */
export function assertModel(model: ServiceModel): void {
  if (!isServerDirectory(model.serverDirectory)) {
    throw new Refusal('invalid_model', SERVER_DIRECTORY_RULE, [
      { path: 'serverDirectory', message: SERVER_DIRECTORY_RULE },
    ]);
  }
  assertIdsDiffer(model);
  for (const entity of model.entities) {
    assertEntityNameFree(model, entity);
    assertFieldKinds(entity);
    for (const field of entity.fields) {
      assertFieldName(field.name);
      assertFieldType(field);
      assertFieldNameFree(entity, field);
      if (field.type.kind === 'relation') assertTwoSided(model, entity, field, field.type);
    }
  }
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
