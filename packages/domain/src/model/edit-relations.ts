import type { EntityId, FieldId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { toCanonicalJson } from './canonical-json.ts';
import { holdsKey, type RelationType } from './field-types.ts';
import { getEntity } from './get-entity.ts';
import { putField } from './put-field.ts';
import type { Field, ServiceModel } from './service-model.ts';

/** A relation, told from one side (of all but n-n the one that holds the key); the other side is made with it. */
export interface RelationInput {
  /** How many of this belong to how many of the other; absent: `many-to-one`, whose other side is a list. */
  readonly relation?: 'many-to-one' | 'one-to-one' | 'many-to-many' | undefined;
  readonly name: string;
  readonly displayName: string;
  readonly required: boolean;
  readonly entityId: EntityId;
  readonly onDelete: RelationType['onDelete'];
  readonly inverse: { readonly name: string; readonly displayName: string };
}

/** Adds both sides of a relation: the key on `entityId` (but for n-n), the list on the entity it points at. */
export function addRelation(
  model: ServiceModel,
  entityId: EntityId,
  input: RelationInput & { readonly id: FieldId; readonly inverseId: FieldId },
): ServiceModel {
  const { relation = 'many-to-one' } = input;
  const isManyToMany = relation === 'many-to-many';
  if (isManyToMany && input.required) {
    throw new Refusal('invalid_field', `"${input.name}": The list side of a relation cannot be required.`, [
      { path: 'required', message: 'A list may be empty.' },
    ]);
  }
  const owner: Field = {
    id: input.id,
    name: input.name,
    displayName: input.displayName,
    required: input.required,
    unique: false,
    searchable: !isManyToMany,
    type: {
      kind: 'relation',
      entityId: input.entityId,
      inverseFieldId: input.inverseId,
      cardinality: isManyToMany ? 'many' : 'one',
      onDelete: isManyToMany ? 'cascade' : input.onDelete,
    },
  };
  const list: Field = {
    id: input.inverseId,
    name: input.inverse.name,
    displayName: input.inverse.displayName,
    required: false,
    unique: false,
    searchable: false,
    type: {
      kind: 'relation',
      entityId,
      inverseFieldId: input.id,
      cardinality: relation === 'one-to-one' ? 'one' : 'many',
      ...(relation === 'one-to-one' ? { holdsKey: false } : {}),
      onDelete: isManyToMany ? 'cascade' : 'restrict',
    },
  };
  const withOwner = putField(model, getEntity(model, entityId), owner);
  return putField(withOwner, getEntity(withOwner, input.entityId), list, 'inverse.name');
}

/** Refuses to move the ends of a relation, or to say what happens on delete at the side that has no key. */
export function assertSameEnds(name: string, before: RelationType, after: RelationType): void {
  const { onDelete: _before, ...ends } = before;
  const { onDelete: _after, ...wanted } = after;
  if (toCanonicalJson(ends) !== toCanonicalJson(wanted)) {
    throw new Refusal('invalid_field', `What the relation "${name}" points at is fixed: remove it and add another.`, [
      { path: 'type', message: 'Remove the relation and add another.' },
    ]);
  }
  if (!holdsKey(before) && before.onDelete !== after.onDelete) {
    throw new Refusal(
      'invalid_field',
      `"${name}" is the side of a relation without a key: what happens on delete is set on the other side.`,
      [{ path: 'type.onDelete', message: 'Set it on the other side.' }],
    );
  }
}
