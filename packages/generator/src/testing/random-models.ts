import {
  addEntity,
  addField,
  addRelation,
  initialFields,
  Refusal,
  updateField,
  type EntityId,
  type FieldId,
  type FieldInput,
  type ServiceModel,
} from '@amplication/domain';
import fc from 'fast-check';
import { countingIds, emptyModel } from './models.ts';
import { anyEntityName, anyFieldName, anyLabel } from './random-names.ts';
import { anyIdStrategy, anyScalarType } from './random-types.ts';

const ON_DELETE = ['restrict', 'cascade', 'set-null'] as const;

/** A field that somebody types. */
export const anyFieldInput: fc.Arbitrary<FieldInput> = fc.record({
  name: anyFieldName,
  displayName: anyLabel,
  required: fc.boolean(),
  unique: fc.boolean(),
  searchable: fc.boolean(),
  type: anyScalarType,
});

/** An entity that somebody types; `stamps` tells whether it keeps the two time stamps, `idName` what its id is called. */
export const anyEntityInput = fc.record({
  name: anyEntityName,
  displayName: anyLabel,
  strategy: anyIdStrategy,
  idName: fc.oneof({ weight: 4, arbitrary: fc.constant('id') }, { weight: 1, arbitrary: anyFieldName }),
  stamps: fc.boolean(),
  fields: fc.array(anyFieldInput, { maxLength: 6 }),
});
export type EntityInput = typeof anyEntityInput extends fc.Arbitrary<infer Value> ? Value : never;

/** A relation that somebody types; `from` and `to` count round the entities that are there. */
export const anyRelationInput = fc.record({
  from: fc.nat({ max: 7 }),
  to: fc.nat({ max: 7 }),
  name: anyFieldName,
  inverse: anyFieldName,
  displayName: anyLabel,
  required: fc.boolean(),
  onDelete: fc.constantFrom(...ON_DELETE),
});
export type RelationInput = typeof anyRelationInput extends fc.Arbitrary<infer Value> ? Value : never;

/** A valid model, made by edits as people make them: what is refused changes nothing. */
export const anyModel: fc.Arbitrary<ServiceModel> = fc
  .record({
    name: anyLabel,
    description: anyLabel,
    serverDirectory: fc.constantFrom<string>('apps/any-server', 'server', 'services/größe/v1.2', '_a/.b', '名前'),
    entities: fc.array(anyEntityInput, { maxLength: 4 }),
    relations: fc.array(anyRelationInput, { maxLength: 5 }),
  })
  .map(({ name, description, serverDirectory, entities, relations }) => {
    const newId = countingIds();
    const empty: ServiceModel = { ...emptyModel(name, 'any', description), serverDirectory };
    const withEntities = entities.reduce((model, input) => tryAddEntity(model, input, newId), empty);
    return relations.reduce((model, input) => tryAddRelation(model, input, newId), withEntities);
  });

/** The model after an edit, or as it was when the edit is refused. */
export function tryEdit(model: ServiceModel, edit: (model: ServiceModel) => ServiceModel): ServiceModel {
  try {
    return edit(model);
  } catch (error) {
    if (error instanceof Refusal) return model;
    throw error;
  }
}

/** Adds an entity with those of its fields that are not refused. */
export function tryAddEntity(model: ServiceModel, input: EntityInput, newId: () => string): ServiceModel {
  const id = newId() as EntityId;
  const fields = initialFields(newId)
    .filter((field) => input.stamps || field.type.kind === 'id')
    .map((field) =>
      field.type.kind === 'id' ? { ...field, type: { ...field.type, strategy: input.strategy } } : field,
    );
  const { name, displayName } = input;
  const added = tryEdit(model, (before) => {
    const entity = addEntity(before, { id, name, displayName, fields });
    const idField = fields.find((field) => field.type.kind === 'id');
    return tryEdit(entity, (after) => updateField(after, id, idField?.id ?? ('' as FieldId), { name: input.idName }));
  });
  if (added === model) return model;
  return input.fields.reduce((current, field) => tryAddField(current, id, field, newId), added);
}

/** Adds a field, unless it is refused. */
export function tryAddField(
  model: ServiceModel,
  entityId: EntityId,
  field: FieldInput,
  newId: () => string,
): ServiceModel {
  const id = newId() as FieldId;
  return tryEdit(model, (before) => addField(before, entityId, { ...field, id }));
}

/** Adds a relation between two entities that are there, unless it is refused. */
export function tryAddRelation(model: ServiceModel, input: RelationInput, newId: () => string): ServiceModel {
  const { from, to, inverse, ...rest } = input;
  const [owner, target] = [from, to].map((place) => model.entities[place % Math.max(1, model.entities.length)]);
  const ids = { id: newId() as FieldId, inverseId: newId() as FieldId };
  if (owner === undefined || target === undefined) return model;
  return tryEdit(model, (before) =>
    addRelation(before, owner.id, {
      ...rest,
      ...ids,
      entityId: target.id,
      inverse: { name: inverse, displayName: inverse },
    }),
  );
}
