import { Refusal } from '../refusal.ts';
import { assertDatabaseNamesFree } from './database-names.ts';
import { assertPermissions, assertRoles } from './permission-rules.ts';
import { ENTITY_ACTIONS, type Role } from './permissions.ts';
import { withoutUndefined } from './put-field.ts';
import type { Entity, ServiceModel } from './service-model.ts';
import { assertSettings } from './settings-rules.ts';

/** What a person may change of a service beside its entities and roles. */
export type SettingsChange = {
  readonly [
    Key in
      | 'name'
      | 'description'
      | 'database'
      | 'apis'
      | 'serverDirectory'
      | 'adminUi'
      | 'adminDirectory'
      | 'authEntityId'
      | 'plugins'
  ]?: ServiceModel[Key] | undefined;
};

/** Changes what is given of the settings. Refused where the settings, or the permissions of an entity, would contradict them. */
export function updateSettings(model: ServiceModel, change: SettingsChange): ServiceModel {
  const after: ServiceModel = { ...model, ...(withoutUndefined(change) as Partial<ServiceModel>) };
  assertSettings(after);
  assertDatabaseNamesFree(after);
  for (const entity of after.entities) assertPermissions(after, entity);
  return after;
}

/** Adds a role, or changes the one with its id in its place. */
export function putRole(model: ServiceModel, role: Role): ServiceModel {
  const exists = model.roles.some(({ id }) => id === role.id);
  const roles = exists
    ? model.roles.map((candidate) => (candidate.id === role.id ? role : candidate))
    : [...model.roles, role];
  if (roles.some((other) => other.id !== role.id && other.name === role.name)) {
    throw new Refusal('name_taken', `The service already has a role named "${role.name}".`, [
      { path: 'name', message: `"${role.name}" is taken.` },
    ]);
  }
  const after = { ...model, roles };
  assertRoles(after);
  return after;
}

/** The role of this id, or a refusal. */
export function getRole(model: ServiceModel, roleId: string): Role {
  const role = model.roles.find(({ id }) => id === roleId);
  if (role === undefined) throw new Refusal('not_found', 'This role does not exist (any more).');
  return role;
}

/** Removes a role that no permission names. */
export function removeRole(model: ServiceModel, roleId: string): ServiceModel {
  const { name } = getRole(model, roleId);
  const users = model.entities.filter((entity) => namesRole(entity, roleId)).map((entity) => entity.name);
  if (users.length > 0) {
    const sentence = `The role "${name}" is in permissions of ${users.join(', ')}: take it out of them first.`;
    throw new Refusal('in_use', sentence);
  }
  return { ...model, roles: model.roles.filter(({ id }) => id !== roleId) };
}

function namesRole({ permissions }: Entity, roleId: string): boolean {
  return [...ENTITY_ACTIONS.map((action) => permissions[action]), ...permissions.fields].some(
    (permission) => 'roleIds' in permission && permission.roleIds.includes(roleId),
  );
}
