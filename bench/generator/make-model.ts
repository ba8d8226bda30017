import {
  addEntity,
  addField,
  addRelation,
  initialFields,
  newServiceModel,
  updateField,
  type EntityId,
  type FieldId,
  type FieldInput,
  type ServiceId,
  type ServiceModel,
} from '@amplication/domain';

const VALUES: readonly (readonly [string, FieldInput['type']])[] = [
  ['name', { kind: 'single-line-text', maxLength: 120 }],
  ['notes', { kind: 'multi-line-text' }],
  ['email', { kind: 'email' }],
  ['quantity', { kind: 'whole-number', minimum: 0 }],
  ['price', { kind: 'decimal-number', precision: 10, scale: 2, minimum: 0 }],
  ['status', { kind: 'option-set', options: ['Draft', 'Active', 'Closed'].map((value) => ({ value, label: value })) }],
];

/**
 * Entities with eight fields each beside id and time stamps: six values, one of them an option set, a relation to the entity
 * before and the list of the one after.
 */
export function makeModel(count: number): ServiceModel {
  const slug = `bench-${count}`;
  let model = newServiceModel({ id: slug as ServiceId, name: `Bench ${count}`, slug, description: 'For a benchmark.' });
  for (let index = 0; index < count; index += 1) model = withEntity(model, index);
  for (let index = 0; index < count; index += 1) model = withRelation(model, index, (index + count - 1) % count);
  return model;
}

/** The model with one field of the entity in the middle required and longer, so that its table changes, too. */
export function changeOneField(model: ServiceModel): ServiceModel {
  const entity = model.entities[Math.floor(model.entities.length / 2)];
  const field = entity?.fields.find(({ name }) => name === 'name');
  if (entity === undefined || field === undefined) throw new Error('There is no field to change.');
  const type = { kind: 'single-line-text', maxLength: 200 } as const;
  return updateField(model, entity.id, field.id, { required: true, type });
}

function withEntity(model: ServiceModel, index: number): ServiceModel {
  const id = `entity-${index}` as EntityId;
  const name = `Entity${index}Record`;
  let count = 0;
  const fields = initialFields(() => `${id}-initial-${(count += 1)}`);
  const added = addEntity(model, { id, name, displayName: name, fields });
  const flags = { required: false, unique: false, searchable: true };
  return VALUES.reduce((current, [fieldName, type]) => {
    const fieldId = `${id}-${fieldName}` as FieldId;
    return addField(current, id, { ...flags, id: fieldId, name: fieldName, displayName: fieldName, type });
  }, added);
}

function withRelation(model: ServiceModel, from: number, to: number): ServiceModel {
  return addRelation(model, `entity-${from}` as EntityId, {
    id: `entity-${from}-parent` as FieldId,
    inverseId: `entity-${from}-children` as FieldId,
    name: 'parent',
    displayName: 'Parent',
    required: false,
    entityId: `entity-${to}` as EntityId,
    onDelete: 'set-null',
    inverse: { name: 'children', displayName: 'Children' },
  });
}
