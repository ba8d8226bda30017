import { expect, it } from 'vitest';
import { samePermissions, type EntityPermissions } from '@amplication/domain';
import {
  listRuleFields,
  toPermissionFaults,
  toPermissionValues,
  toPermissions,
  toShownPath,
} from './permission-values.ts';

const permissions: EntityPermissions = {
  ...samePermissions({ kind: 'all-roles' }),
  view: { kind: 'public' },
  delete: { kind: 'roles', roleIds: ['admin'] },
  fields: [{ fieldId: 'f', action: 'update', roleIds: ['admin', 'clerk'] }],
};
const values = toPermissionValues(permissions);

it('saves permissions as they were', () => {
  expect(toPermissions(values)).toEqual(permissions);
  expect(toPermissionFaults(values)).toEqual({});
});

it('keeps the chosen roles while another kind is looked at, and does not save them', () => {
  const looked = {
    permissions: { ...values.permissions, delete: { ...values.permissions.delete, kind: 'disabled' as const } },
  };
  expect(toPermissions(looked).delete).toEqual({ kind: 'disabled' });
  expect(looked.permissions.delete.roleIds).toEqual(['admin']);
});

it('misses roles, fields, and a second rule that says the same', () => {
  const rule = { key: 'n', fieldId: 'f', action: 'update', roleIds: ['admin'] } as const;
  const [first] = values.permissions.fields;
  expect(
    toPermissionFaults({
      permissions: {
        ...values.permissions,
        create: { kind: 'roles', roleIds: [] },
        fields: [
          ...(first === undefined ? [] : [first]),
          { ...rule, roleIds: [...rule.roleIds] },
          { ...rule, fieldId: null, roleIds: [] },
          { ...rule, action: 'view', roleIds: ['admin'] },
        ],
      },
    }),
  ).toEqual({
    'permissions.create.roleIds': 'Choose a role.',
    'permissions.fields.1.fieldId': 'There is a rule for this already.',
    'permissions.fields.2.fieldId': 'Choose a field.',
    'permissions.fields.2.roleIds': 'Choose a role.',
  });
});

it('shows what is wrong with an action at its roles, and with a rule at its field', () => {
  expect(['permissions.fields.3', 'permissions.view', 'permissions.fields.3.roleIds'].map(toShownPath)).toEqual([
    'permissions.fields.3.fieldId',
    'permissions.view.roleIds',
    'permissions.fields.3.roleIds',
  ]);
});

it('has no rule for the id', () => {
  const field = { displayName: '', required: true, unique: true, searchable: false };
  expect(
    listRuleFields([
      { ...field, id: 'a', name: 'id', type: { kind: 'id', strategy: 'uuid' } },
      { ...field, id: 'b', name: 'email', type: { kind: 'email' } },
    ]).map(({ name }) => name),
  ).toEqual(['email']);
});
