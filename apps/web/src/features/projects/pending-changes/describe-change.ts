import { entitySchema, fieldSchema, type PendingChange } from '@amplication/contract';
import { ENTITY_ACTIONS, serviceModelSchema, type Permission } from '@amplication/domain';
import { toKindLabel, toTypeOptions } from '../../../ui/field-type-words.ts';

/** What ids in a change stand for, as far as that is known. */
export interface ChangeNames {
  readonly entity: (entityId: string) => string | undefined;
  readonly role: (roleId: string) => string | undefined;
}

export interface ChangeRow {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const serviceSummarySchema = serviceModelSchema.pick({
  name: true,
  description: true,
  database: true,
  apis: true,
  serverDirectory: true,
  adminUi: true,
  adminDirectory: true,
  roles: true,
  authEntityId: true,
  plugins: true,
});

/** What differs, in words: every property of what was created or deleted, only the different ones of what was updated. */
export function describeChange(
  change: Pick<PendingChange, 'subject' | 'before' | 'after'>,
  names: ChangeNames,
): readonly ChangeRow[] {
  const before = describe(change.subject, change.before, names);
  const after = describe(change.subject, change.after, names);
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((name) => ({ name, before: before.get(name), after: after.get(name) }))
    .filter((row) => row.before !== row.after);
}

function describe(subject: PendingChange['subject'], value: unknown, names: ChangeNames): ReadonlyMap<string, string> {
  switch (subject) {
    case 'service':
      return describeService(value, names);
    case 'entity':
      return describeEntity(value, names);
    case 'field':
      return describeField(value, names);
  }
}

const DATABASES = { postgresql: 'PostgreSQL', mysql: 'MySQL' } as const;

function describeService(value: unknown, names: ChangeNames): ReadonlyMap<string, string> {
  const { data } = serviceSummarySchema.safeParse(value);
  if (data === undefined) return new Map();
  const { apis, authEntityId } = data;
  return present([
    ['Name', data.name],
    ['Description', data.description],
    ['Database', DATABASES[data.database]],
    ['APIs', [apis.rest ? 'REST' : '', apis.graphql ? 'GraphQL' : ''].filter((api) => api !== '').join(', ')],
    ['Server folder', data.serverDirectory],
    ['Admin UI', toYesOrNo(data.adminUi)],
    ['Admin UI folder', data.adminDirectory],
    ['Who signs in', authEntityId === null ? 'nobody' : (names.entity(authEntityId) ?? 'an entity that is gone')],
    ['Roles', data.roles.map(({ name, displayName }) => `${displayName} (${name})`).join(', ')],
    ['Plugins', data.plugins.map(({ name, settings }) => toPluginWords(name, settings)).join(', ')],
  ]);
}

function toPluginWords(name: string, settings: Readonly<Record<string, string | number | boolean>>): string {
  const words = Object.entries(settings).map(([key, value]) => `${key}: ${value}`);
  return words.length === 0 ? name : `${name} (${words.join('; ')})`;
}

/** Fields of an entity that stays are changes of their own; equal lists of names fall out of the comparison. */
function describeEntity(value: unknown, names: ChangeNames): ReadonlyMap<string, string> {
  const { data } = entitySchema.safeParse(value);
  if (data === undefined) return new Map();
  const { fields, permissions } = data;
  const nameOf = (fieldId: string): string => fields.find(({ id }) => id === fieldId)?.name ?? 'a field that is gone';
  const toKeys = (keys: typeof data.indexes): string =>
    keys.map(({ fieldIds }) => fieldIds.map(nameOf).join(' + ')).join(', ');
  const toRoles = (roleIds: readonly string[]): string =>
    roleIds.map((id) => names.role(id) ?? 'a role that is gone').join(', ');
  return present([
    ['Name', data.name],
    ['Display name', data.displayName],
    ['Plural', data.pluralName],
    ['Fields', fields.map((field) => field.name).join(', ')],
    ...ENTITY_ACTIONS.map((action) => [`May ${action}`, toWho(permissions[action], toRoles)] as const),
    ...permissions.fields.map(
      ({ fieldId, action, roleIds }) => [`May ${action} ${nameOf(fieldId)}`, toRoles(roleIds)] as const,
    ),
    ['Unique keys', toKeys(data.uniqueKeys)],
    ['Indexes', toKeys(data.indexes)],
    ['Database attributes', data.attributes ?? ''],
  ]);
}

function toWho(permission: Permission, toRoles: (roleIds: readonly string[]) => string): string {
  switch (permission.kind) {
    case 'public':
      return 'everybody';
    case 'all-roles':
      return 'all roles';
    case 'roles':
      return toRoles(permission.roleIds);
    case 'disabled':
      return 'nobody';
  }
}

function describeField(value: unknown, names: ChangeNames): ReadonlyMap<string, string> {
  const { data } = fieldSchema.safeParse(value);
  if (data === undefined) return new Map();
  return present([
    ['Name', data.name],
    ['Display name', data.displayName],
    ['Type', toKindLabel(data.type.kind)],
    ['Options', toTypeOptions(data.type, names.entity)],
    ['Required', toYesOrNo(data.required)],
    ['Unique', toYesOrNo(data.unique)],
    ['Searchable', toYesOrNo(data.searchable)],
    ['Database attributes', data.attributes ?? ''],
  ]);
}

function present(rows: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(rows.filter(([, text]) => text !== ''));
}

function toYesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
