import {
  addAuthEntity,
  addEntity,
  addField,
  addRelation,
  initialFields,
  updateEntity,
  type EntityId,
  type EntityPermissions,
  type FieldId,
  type FieldInput,
  type RelationInput,
  type ServiceModel,
} from '@amplication/domain';
import { countingIds, emptyModel, entityNamed, fieldInput } from '../../testing/models.ts';

const OPTIONS = [
  { value: 'Red', label: 'Red' },
  { value: 'Blue', label: '青' },
];
const FIELDS: readonly FieldInput[] = [
  fieldInput('name', { kind: 'single-line-text', minLength: 2, pattern: '[A-Z].*' }, { required: true }),
  fieldInput('notes', { kind: 'multi-line-text', default: 'None "yet"' }, { searchable: true }),
  fieldInput('mail', { kind: 'email' }),
  fieldInput('stock', { kind: 'whole-number', minimum: 0, default: 0 }, { required: true, searchable: true }),
  fieldInput('price', { kind: 'decimal-number', precision: 10, scale: 7, minimum: 0, default: 1e-7 }),
  fieldInput('weight', { kind: 'float-number', maximum: 0 }),
  fieldInput('at', { kind: 'date-time', default: 'now' }, { required: true }),
  fieldInput('local', { kind: 'date-time', format: 'local' }),
  fieldInput('day', { kind: 'date-time', format: 'date' }, { searchable: true }),
  fieldInput('active', { kind: 'boolean', default: true }, { required: true }),
  fieldInput('data', { kind: 'json' }, { searchable: true }),
  fieldInput('colour', { kind: 'option-set', options: OPTIONS, default: 'Red' }, { required: true }),
  fieldInput('colours', { kind: 'multi-select-option-set', options: OPTIONS.slice(0, 1), default: ['Red'] }),
  fieldInput('place', { kind: 'geographic-location' }, { searchable: true }),
  fieldInput('userManual', { kind: 'file', mediaTypes: ['application/pdf'] }),
];

/** A service with users and an entity Item that has every data type and every kind of relation. */
export function everyTypeModel(): ServiceModel {
  const newId = countingIds(5000);
  let model = addAuthEntity(emptyModel('Every type', 'every-type'), newId);
  const item = newId() as EntityId;
  model = addEntity(model, { id: item, name: 'Item', displayName: 'Item', fields: initialFields(newId) });
  for (const field of FIELDS) model = addField(model, item, { ...field, id: newId() as FieldId });
  const user = entityNamed(model, 'User').id;
  const relate = (relation: RelationInput['relation'], name: string, inverse: string, entityId: EntityId): void => {
    model = addRelation(model, item, {
      id: newId() as FieldId,
      inverseId: newId() as FieldId,
      relation,
      name,
      displayName: name,
      required: false,
      entityId,
      onDelete: 'restrict',
      inverse: { name: inverse, displayName: inverse },
    });
  };
  relate('many-to-one', 'parent', 'childItems', item);
  relate('one-to-one', 'owner', 'ownItem', user);
  relate('many-to-many', 'readers', 'readItems', user);
  return model;
}

/** The model with other permissions of an entity. */
export function withPermissions(
  model: ServiceModel,
  name: string,
  permissions: Partial<EntityPermissions>,
): ServiceModel {
  const entity = entityNamed(model, name);
  return updateEntity(model, entity.id, { permissions: { ...entity.permissions, ...permissions } });
}
