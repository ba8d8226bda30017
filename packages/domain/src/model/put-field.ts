import { assertColumnNamesFree, assertDatabaseNamesFree } from './database-names.ts';
import { assertFieldKinds, assertFieldNameFree } from './entity-rules.ts';
import { assertFieldType } from './field-rules.ts';
import { assertCompositeKeys } from './key-rules.ts';
import { assertFitsDatabase } from './mysql-rules.ts';
import { assertFieldName } from './names.ts';
import { assertAuthEntity } from './permission-rules.ts';
import { assertRequiredRelations } from './required-relations.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';
import { assertFilesHaveRest } from './settings-rules.ts';

/** Adds a field to its entity, or puts it in the place of the one with its id; `namePath` is where its name was typed. */
export function putField(model: ServiceModel, entity: Entity, given: Field, namePath?: string): ServiceModel {
  const field = withoutEmptyAttributes(given);
  assertFieldName(field.name, namePath);
  assertFieldType(field);
  assertFieldNameFree(entity, field, namePath);
  const exists = entity.fields.some((candidate) => candidate.id === field.id);
  const fields = exists
    ? entity.fields.map((candidate) => (candidate.id === field.id ? field : candidate))
    : [...entity.fields, field];
  const after = { ...entity, fields };
  assertFieldKinds(after);
  assertCompositeKeys(after);
  assertColumnNamesFree(after);
  const result = replaceEntity(model, after);
  assertAuthEntity(result);
  assertFilesHaveRest(result, 'type');
  assertDatabaseNamesFree(result);
  assertFitsDatabase(result);
  if (field.type.kind === 'relation' && field.required) assertRequiredRelations(result);
  return result;
}

/** The model with this entity in the place of the one with its id. */
export function replaceEntity(model: ServiceModel, entity: Entity): ServiceModel {
  return { ...model, entities: model.entities.map((candidate) => (candidate.id === entity.id ? entity : candidate)) };
}

/** Attributes that were emptied are none. */
export function withoutEmptyAttributes<Part extends { readonly attributes?: string | undefined }>(part: Part): Part {
  if (part.attributes === undefined || part.attributes.trim() !== '') return part;
  const { attributes: _attributes, ...rest } = part;
  return rest as Part;
}

/** The members that say something. */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
