import { Refusal } from '../refusal.ts';
import { holdsKey } from './field-types.ts';
import { ENTITY_ACTIONS } from './permissions.ts';
import type { Entity, ServiceModel } from './service-model.ts';

const MOST_ROLES = 100;
const AUTH_KINDS = ['username', 'password', 'roles'] as const;

/** Refuses an entity to sign in with that is not there, that lacks a username, a password or roles, or that needs another record. */
export function assertAuthEntity(model: ServiceModel): void {
  if (model.authEntityId === null) return;
  const entity = model.entities.find(({ id }) => id === model.authEntityId);
  if (entity === undefined) throw refuse('authEntityId', 'The entity whose records sign in is not in the model.');
  const missing = AUTH_KINDS.filter((kind) => !entity.fields.some((field) => field.type.kind === kind));
  if (missing.length > 0) {
    const sentence = `${entity.name} cannot be what users sign in with: it has no field of the kind ${missing.join(', ')}.`;
    throw refuse('authEntityId', sentence);
  }
  const needed = entity.fields.find(({ required, type }) => required && type.kind === 'relation' && holdsKey(type));
  if (needed !== undefined) {
    const sentence = `${entity.name} is what users sign in with, so its relation "${needed.name}" cannot be required: nobody could create the first user.`;
    throw refuse('authEntityId', sentence);
  }
}

/** Refuses roles that share an id or a name, and more of them than a model holds. */
export function assertRoles(model: ServiceModel): void {
  for (const key of ['id', 'name'] as const) {
    const values = model.roles.map((role) => role[key]);
    const twin = values.find((value, index) => values.indexOf(value) !== index);
    if (twin !== undefined) throw refuse('roles', `Two roles have the ${key} "${twin}".`);
  }
  if (model.roles.length > MOST_ROLES) throw refuse('roles', `A service has ${MOST_ROLES} roles at most.`);
}

/** Refuses permissions that name roles or fields which are not there, or that need a sign-in which the service does not have. */
export function assertPermissions(model: ServiceModel, entity: Entity): void {
  const roles = new Set(model.roles.map(({ id }) => id));
  const assertKnownRoles = (ids: readonly string[], path: string): void => {
    if (ids.some((id) => !roles.has(id)))
      throw refuse(path, `A permission of ${entity.name} names a role that is not there.`);
  };
  for (const action of ENTITY_ACTIONS) {
    const permission = entity.permissions[action];
    const path = `permissions.${action}`;
    if (permission.kind === 'roles') assertKnownRoles(permission.roleIds, path);
    if (model.authEntityId === null && (permission.kind === 'roles' || permission.kind === 'all-roles')) {
      const sentence = `Nobody can sign in to this service, so "${action}" of ${entity.name} can only be public or disabled: choose an entity whose records sign in first.`;
      throw refuse(path, sentence);
    }
  }
  const fields = new Map(entity.fields.map((field) => [field.id as string, field]));
  entity.permissions.fields.forEach(({ fieldId, action, roleIds }, index) => {
    const path = `permissions.fields.${index}`;
    const field = fields.get(fieldId);
    if (field === undefined) throw refuse(path, `A permission of ${entity.name} names a field that is not there.`);
    if (model.authEntityId === null) {
      throw refuse(path, `Nobody can sign in to this service, so "${field.name}" cannot be for some roles only.`);
    }
    if (field.type.kind === 'id') throw refuse(path, `The id of ${entity.name} cannot be for some roles only.`);
    const twin = entity.permissions.fields.findIndex((other) => other.fieldId === fieldId && other.action === action);
    if (twin !== index) throw refuse(path, `Two permissions say who may ${action} "${field.name}".`);
    assertKnownRoles(roleIds, path);
  });
}

function refuse(path: string, sentence: string): Refusal {
  return new Refusal('invalid_model', sentence, [{ path, message: sentence }]);
}
