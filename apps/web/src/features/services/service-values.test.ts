import { expect, it } from 'vitest';
import type { Service } from '@amplication/contract';
import { samePermissions, type FieldType } from '@amplication/domain';
import {
  SERVICE_FIELDS,
  listAuthCandidates,
  listNeedingSignIn,
  toServicePatch,
  toServiceValues,
} from './service-values.ts';

const service: Service = {
  id: 's',
  projectId: 'p',
  name: 'Store',
  slug: 'store',
  description: '',
  database: 'postgresql',
  apis: { rest: true, graphql: true },
  serverDirectory: 'apps/store-server',
  adminUi: true,
  adminDirectory: 'apps/store-admin',
  authEntityId: null,
  roles: [],
  plugins: [],
  committed: false,
  entities: 0,
  updatedAt: '2026-01-02T03:04:05.000Z',
};
const entity = (name: string, permission: 'public' | 'all-roles', types: readonly FieldType[]) => ({
  id: name,
  name,
  pluralName: `${name}s`,
  displayName: name,
  fields: types.map((type) => ({
    id: `${name}.${type.kind}`,
    name: type.kind,
    displayName: '',
    required: true,
    unique: false,
    searchable: false,
    type,
  })),
  permissions: samePermissions({ kind: permission }),
  uniqueKeys: [],
  indexes: [],
});

it('sends only what was changed', () => {
  const values = toServiceValues(service);
  expect(toServicePatch(service, values)).toEqual({});
  expect(
    toServicePatch(service, { ...values, name: 'Shop', adminUi: false, apis: { rest: false, graphql: true } }),
  ).toEqual({ name: 'Shop', adminUi: false, apis: { rest: false, graphql: true } });
  expect(Object.keys(values).toSorted()).toEqual(SERVICE_FIELDS.toSorted());
});

it('offers as who signs in only what has a username, a password and roles', () => {
  const user = entity('User', 'public', [{ kind: 'username' }, { kind: 'password' }, { kind: 'roles' }]);
  const almost = entity('Guest', 'public', [{ kind: 'username' }, { kind: 'password' }]);
  expect(listAuthCandidates([almost, user]).map(({ name }) => name)).toEqual(['User']);
});

it('knows which entities need somebody who signed in', () => {
  const [open, closed] = [entity('Open', 'public', []), entity('Closed', 'all-roles', [])];
  const partly = {
    ...entity('Partly', 'public', []),
    permissions: {
      ...samePermissions({ kind: 'public' }),
      fields: [{ fieldId: 'f', action: 'view' as const, roleIds: ['r'] }],
    },
  };
  expect(listNeedingSignIn([open, closed, partly]).map(({ name }) => name)).toEqual(['Closed', 'Partly']);
});
