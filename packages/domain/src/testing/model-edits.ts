import fc from 'fast-check';
import {
  Refusal,
  addEntity,
  addField,
  addRelation,
  initialFields,
  removeEntity,
  removeField,
  updateEntity,
  updateField,
  type Entity,
  type EntityId,
  type Field,
  type FieldId,
  type ServiceModel,
} from '../index.ts';
import { fieldInput } from './models.ts';

/** One edit that somebody tries; `entity` and `field` count round what is there. */
export interface Edit {
  readonly action: (typeof ACTIONS)[number];
  readonly entity: number;
  readonly other: number;
  readonly field: number;
  readonly name: string;
}

const ACTIONS = [
  'add-entity',
  'rename-entity',
  'remove-entity',
  'add-field',
  'add-field',
  'add-relation',
  'add-relation',
  'relate-one-to-one',
  'relate-many-to-many',
  'add-key',
  'rename-field',
  'change-field',
  'remove-field',
  'rename-service',
] as const;

const RELATIONS = {
  'add-relation': undefined,
  'relate-one-to-one': 'one-to-one',
  'relate-many-to-many': 'many-to-many',
} as const;

/** Few names, so that they clash often, also with foreign keys and plurals. */
const NAMES = ['artist', 'album', 'artists', 'track', 'artistId', 'albumId', 'trackId', 'name'];
const index = fc.nat({ max: 7 });

/** A sequence of edits; many of them will be refused, as people's are. */
export const edits = fc.array(
  fc.record({
    action: fc.constantFrom(...ACTIONS),
    entity: index,
    other: index,
    field: index,
    name: fc.constantFrom(...NAMES),
  }),
  { maxLength: 25 },
);

/** Applies the edits one after the other; what is refused changes nothing. */
export function applyEdits(model: ServiceModel, list: readonly Edit[], newId: () => string): ServiceModel {
  return list.reduce((current, edit) => {
    try {
      return applyEdit(current, edit, newId);
    } catch (error) {
      if (error instanceof Refusal) return current;
      throw error;
    }
  }, model);
}

function applyEdit(model: ServiceModel, edit: Edit, newId: () => string): ServiceModel {
  const { action, name } = edit;
  const entityName = name.charAt(0).toUpperCase() + name.slice(1);
  if (action === 'rename-service') return { ...model, name };
  if (action === 'add-entity') {
    const fields = initialFields(newId);
    return addEntity(model, { id: newId() as EntityId, name: entityName, displayName: name, fields });
  }
  const entity = pick(model.entities, edit.entity);
  const other = pick(model.entities, edit.other);
  const field = entity === undefined ? undefined : pick(entity.fields, edit.field);
  if (entity === undefined || other === undefined || field === undefined) return model;
  return applyToField(model, { ...edit, action, entity, other, field, entityName }, newId);
}

interface Picked extends Omit<Edit, 'entity' | 'other' | 'field'> {
  readonly action: Exclude<Edit['action'], 'rename-service' | 'add-entity'>;
  readonly entityName: string;
  readonly entity: Entity;
  readonly other: Entity;
  readonly field: Field;
}

function applyToField(
  model: ServiceModel,
  { action, name, entityName, entity, other, field }: Picked,
  newId: () => string,
): ServiceModel {
  switch (action) {
    case 'rename-entity':
      return updateEntity(model, entity.id, { name: entityName });
    case 'remove-entity':
      return removeEntity(model, entity.id);
    case 'add-field':
      return addField(model, entity.id, { ...fieldInput(name), id: newId() as FieldId });
    case 'add-relation':
    case 'relate-one-to-one':
    case 'relate-many-to-many':
      return addRelation(model, entity.id, {
        relation: RELATIONS[action],
        id: newId() as FieldId,
        inverseId: newId() as FieldId,
        name,
        displayName: name,
        required: false,
        entityId: other.id,
        onDelete: 'set-null',
        inverse: { name: `${entity.name.charAt(0).toLowerCase()}${entity.name.slice(1)}s`, displayName: 'List' },
      });
    case 'add-key': {
      const last = entity.fields.at(-1) ?? field;
      const key = { id: newId(), fieldIds: [field.id, last.id] };
      return updateEntity(model, entity.id, { uniqueKeys: [...entity.uniqueKeys, key], indexes: [] });
    }
    case 'rename-field':
      return updateField(model, entity.id, field.id, { name });
    case 'change-field':
      return updateField(model, entity.id, field.id, { required: !field.required, type: changedType(field) });
    case 'remove-field':
      return removeField(model, entity.id, field.id);
  }
}

function changedType(field: Field): Field['type'] {
  switch (field.type.kind) {
    case 'relation':
      return { ...field.type, onDelete: 'cascade' };
    case 'single-line-text':
      return { kind: 'created-at' };
    default:
      return { kind: 'single-line-text', maxLength: 10 };
  }
}

function pick<T>(items: readonly T[], place: number): T | undefined {
  return items[place % Math.max(1, items.length)];
}
