import type { EntityId, FieldId, ServiceId } from '../ids.ts';
import { MODEL_VERSION, type Field, type ServiceModel } from './service-model.ts';
import { addEntity, addField, type FieldInput } from './edit-model.ts';
import { addRelation, type RelationInput } from './edit-relations.ts';
import { getEntity } from './get-entity.ts';
import { toWords } from './names.ts';

/** A service with no entity yet. */
export function newServiceModel(input: {
  readonly id: ServiceId;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
}): ServiceModel {
  return {
    version: MODEL_VERSION,
    ...input,
    database: 'postgresql',
    apis: { rest: true, graphql: true },
    serverDirectory: `apps/${input.slug}-server`,
    adminUi: true,
    adminDirectory: `apps/${input.slug}-admin`,
    roles: [],
    authEntityId: null,
    plugins: [],
    entities: [],
  };
}

/** The fields that every new entity starts with: id, created at, updated at. */
export function initialFields(newId: () => string): readonly Field[] {
  const base = { unique: false, searchable: false, required: true };
  const id = (): FieldId => newId() as FieldId;
  return [
    { ...base, id: id(), name: 'id', displayName: 'Id', unique: true, type: { kind: 'id', strategy: 'uuid' } },
    { ...base, id: id(), name: 'createdAt', displayName: 'Created At', type: { kind: 'created-at' } },
    { ...base, id: id(), name: 'updatedAt', displayName: 'Updated At', type: { kind: 'updated-at' } },
  ];
}

/** A whole model as a person would tell it; relations name their entity. The order of the list is the order of the fields. */
export interface ServiceTemplate {
  readonly name: string;
  readonly description: string;
  readonly entities: readonly {
    readonly name: string;
    readonly displayName: string;
    readonly fields: readonly FieldInput[];
    readonly relations: readonly (Omit<RelationInput, 'entityId'> & { readonly entity: string })[];
  }[];
}

/** Adds a template's entities to a model, with the same checks as if each had been typed. */
export function applyTemplate(model: ServiceModel, template: ServiceTemplate, newId: () => string): ServiceModel {
  let result = model;
  const ids = new Map<string, EntityId>();
  for (const entity of template.entities) {
    const id = newId() as EntityId;
    ids.set(entity.name, id);
    result = addEntity(result, {
      id,
      name: entity.name,
      displayName: entity.displayName,
      fields: initialFields(newId),
    });
    for (const field of entity.fields) result = addField(result, id, { ...field, id: newId() as FieldId });
  }
  for (const entity of template.entities) {
    for (const { entity: target, ...relation } of entity.relations) {
      const entityId = getEntity(result, ids.get(target) ?? target).id;
      result = addRelation(result, getEntity(result, ids.get(entity.name) ?? entity.name).id, {
        ...relation,
        entityId,
        id: newId() as FieldId,
        inverseId: newId() as FieldId,
      });
    }
  }
  return result;
}

/** `unitPrice` -> `Unit Price`. */
export function toDisplayName(name: string): string {
  return toWords(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
