import { expect, it } from 'vitest';
import { samePermissions } from '@amplication/domain';
import type { EntityView } from './entity-view.ts';
import { toKeyPath, toKeyFaults, toKeyFields, toKeyValues, toKeysPatch } from './key-values.ts';

const field = (name: string, type: EntityView['fields'][number]['type']): EntityView['fields'][number] => ({
  id: name,
  name,
  displayName: name,
  required: false,
  unique: false,
  searchable: false,
  type,
});
const entity: EntityView = {
  id: 'e',
  name: 'Album',
  pluralName: 'Albums',
  displayName: 'Album',
  fields: [
    field('email', { kind: 'email' }),
    field('notes', { kind: 'single-line-text' }),
    field('data', { kind: 'json' }),
  ],
  permissions: samePermissions({ kind: 'public' }),
  uniqueKeys: [{ id: 'k', fieldIds: ['email', 'id'] }],
  indexes: [],
};

it('saves what it was told, with the ids of the keys that are there', () => {
  const values = toKeyValues(entity);
  expect(toKeysPatch(values)).toEqual({ uniqueKeys: entity.uniqueKeys, indexes: [], attributes: '' });
  const more = { ...values, indexes: [{ key: 'new', fieldIds: ['id', 'email'] }], attributes: ' @@map("albums") ' };
  expect(toKeysPatch(more)).toMatchObject({ indexes: [{ fieldIds: ['id', 'email'] }], attributes: '@@map("albums")' });
});

it('misses a second field', () => {
  expect(toKeyFaults(toKeyValues(entity))).toEqual({});
  expect(toKeyFaults({ ...toKeyValues(entity), indexes: [{ key: 'new', fieldIds: ['id'] }] })).toEqual({
    'indexes.0.fieldIds': 'Choose two fields at least.',
  });
  expect(['indexes.0', 'attributes'].map(toKeyPath)).toEqual(['indexes.0.fieldIds', 'attributes']);
});

it('offers the fields that an index can hold, and says why the others are not there', () => {
  const { offered, reasons } = toKeyFields(entity.fields);
  expect(offered.map(({ name }) => name)).toEqual(['email']);
  expect(reasons).toEqual([
    '"notes" needs a longest length of at most 500 to be part of a key.',
    'A json field such as "data" cannot be part of a key.',
  ]);
});
