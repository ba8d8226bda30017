import { describe, expect, it } from 'vitest';
import { samePermissions } from '@amplication/domain';
import { describeChange } from './describe-change.ts';

const field = {
  id: 'f',
  name: 'title',
  displayName: 'Title',
  required: false,
  unique: false,
  searchable: true,
  type: { kind: 'single-line-text', maxLength: 200 },
};

const NAMES = {
  entity: (id: string) => (id === 'e' ? 'Artist' : undefined),
  role: (id: string) => (id === 'r' ? 'Clerk' : undefined),
};

describe('describeChange', () => {
  it('shows only what differs of an updated field', () => {
    const after = { ...field, required: true, type: { kind: 'single-line-text' } };
    expect(describeChange({ subject: 'field', before: field, after }, NAMES)).toEqual([
      { name: 'Options', before: 'at most 200 characters', after: undefined },
      { name: 'Required', before: 'no', after: 'yes' },
    ]);
  });

  it('names the related entity', () => {
    const type = { kind: 'relation', entityId: 'e', inverseFieldId: 'i', cardinality: 'one', onDelete: 'cascade' };
    const rows = describeChange({ subject: 'field', before: null, after: { ...field, type } }, NAMES);
    expect(rows).toContainEqual({ name: 'Options', before: undefined, after: 'one Artist, deleted with it' });
  });

  it('says what changed in the settings, with who signs in and the roles', () => {
    const before = {
      name: 'Store',
      description: '',
      database: 'postgresql',
      apis: { rest: true, graphql: false },
      serverDirectory: 'apps/store-server',
      adminUi: false,
      adminDirectory: 'apps/store-admin',
      roles: [],
      authEntityId: null,
      plugins: [],
    };
    const after = {
      ...before,
      database: 'mysql',
      apis: { rest: true, graphql: true },
      adminUi: true,
      roles: [{ id: 'r', name: 'clerk', displayName: 'Clerk' }],
      authEntityId: 'e',
      plugins: [{ name: 'kafka', settings: { topic: 'orders' } }],
    };
    expect(describeChange({ subject: 'service', before, after }, NAMES)).toEqual([
      { name: 'Database', before: 'PostgreSQL', after: 'MySQL' },
      { name: 'APIs', before: 'REST', after: 'REST, GraphQL' },
      { name: 'Admin UI', before: 'no', after: 'yes' },
      { name: 'Who signs in', before: 'nobody', after: 'Artist' },
      { name: 'Roles', before: undefined, after: 'Clerk (clerk)' },
      { name: 'Plugins', before: undefined, after: 'kafka (topic: orders)' },
    ]);
  });

  it('says who may do what, and what the keys are', () => {
    const before = {
      id: 'e',
      name: 'Album',
      pluralName: 'Albums',
      displayName: 'Album',
      fields: [field, { ...field, id: 'g', name: 'year' }],
      permissions: samePermissions({ kind: 'public' }),
      uniqueKeys: [],
      indexes: [],
    };
    const after = {
      ...before,
      permissions: {
        ...samePermissions({ kind: 'all-roles' }),
        create: { kind: 'roles', roleIds: ['r', 'gone'] },
        delete: { kind: 'disabled' },
        fields: [{ fieldId: 'g', action: 'update', roleIds: ['r'] }],
      },
      uniqueKeys: [{ id: 'k', fieldIds: ['f', 'g'] }],
      attributes: '@@map("albums")',
    };
    expect(describeChange({ subject: 'entity', before, after }, NAMES)).toEqual([
      { name: 'May view', before: 'everybody', after: 'all roles' },
      { name: 'May search', before: 'everybody', after: 'all roles' },
      { name: 'May create', before: 'everybody', after: 'Clerk, a role that is gone' },
      { name: 'May update', before: 'everybody', after: 'all roles' },
      { name: 'May delete', before: 'everybody', after: 'nobody' },
      { name: 'May update year', before: undefined, after: 'Clerk' },
      { name: 'Unique keys', before: undefined, after: 'title + year' },
      { name: 'Database attributes', before: undefined, after: '@@map("albums")' },
    ]);
  });
});
