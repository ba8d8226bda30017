import type { EntityId, FieldId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { addEntity, addField, type FieldInput } from './edit-model.ts';
import { putRole, updateSettings } from './edit-settings.ts';
import { getEntity } from './get-entity.ts';
import { initialFields, toDisplayName } from './new-model.ts';
import { samePermissions, type Role } from './permissions.ts';
import { replaceEntity } from './put-field.ts';
import type { ServiceModel } from './service-model.ts';

const text = { kind: 'single-line-text', maxLength: 100 } as const;
const FIELDS: readonly (Pick<FieldInput, 'name' | 'type'> & Partial<FieldInput>)[] = [
  { name: 'username', type: { kind: 'username' }, required: true, unique: true, searchable: true },
  { name: 'password', type: { kind: 'password' }, required: true },
  { name: 'roles', type: { kind: 'roles' }, required: true },
  { name: 'email', type: { kind: 'email' }, searchable: true },
  { name: 'firstName', type: text },
  { name: 'lastName', type: text, searchable: true },
];

/**
 * Lets people sign in: adds an entity `User`, which only the role `admin` may touch, the roles `admin` and `user` where they are
 * not there, and makes the entity the one that signs in. Who may do what with the other entities stays.
 */
export function addAuthEntity(model: ServiceModel, newId: () => string): ServiceModel {
  if (model.authEntityId !== null) {
    const { name } = getEntity(model, model.authEntityId);
    throw new Refusal('in_use', `Users sign in with ${name} already.`, [
      { path: 'authEntityId', message: `Users sign in with ${name}.` },
    ]);
  }
  const id = newId() as EntityId;
  const withRoles = ['admin', 'user'].reduce((current, name) => ensureRole(current, name, newId), model);
  const input = { id, name: 'User', displayName: 'User', fields: initialFields(newId) };
  const withFields = FIELDS.reduce(
    (current, { name, ...field }) =>
      addField(current, id, {
        required: false,
        unique: false,
        searchable: false,
        displayName: toDisplayName(name),
        ...field,
        name,
        id: newId() as FieldId,
      }),
    addEntity(withRoles, input),
  );
  const roleIds = withRoles.roles.filter(({ name }) => name === 'admin').map((role: Role) => role.id);
  const user = { ...getEntity(withFields, id), permissions: samePermissions({ kind: 'roles', roleIds }) };
  return updateSettings(replaceEntity(withFields, user), { authEntityId: id });
}

function ensureRole(model: ServiceModel, name: string, newId: () => string): ServiceModel {
  if (model.roles.some((role) => role.name === name)) return model;
  return putRole(model, { id: newId(), name, displayName: toDisplayName(name) });
}
