import { describe, expect, it } from 'vitest';
import { assertModel } from './assert-model.ts';
import { parseServiceModel } from './service-model.ts';
import { upgradeModel } from './upgrade-model.ts';

/** A model as version 1 stored it. */
const stored = {
  version: 1,
  id: 's',
  name: 'Store',
  slug: 'store',
  description: 'Music.',
  serverDirectory: 'apps/store-server',
  entities: [
    {
      id: 'e',
      name: 'Artist',
      pluralName: 'Artists',
      displayName: 'Artist',
      fields: [
        {
          id: 'f',
          name: 'id',
          displayName: 'Id',
          required: true,
          unique: true,
          searchable: false,
          type: { kind: 'id', strategy: 'uuid' },
        },
        {
          id: 'g',
          name: 'mood',
          displayName: 'Mood',
          required: false,
          unique: false,
          searchable: false,
          type: { kind: 'option-set', options: [{ value: 'calm', label: 'Calm' }] },
        },
      ],
    },
  ],
};

describe('a model of version 1', () => {
  it('means what it meant: one open REST API on PostgreSQL, and nothing else', () => {
    const { entities, ...service } = upgradeModel(stored);
    expect(service).toEqual({
      version: 2,
      id: 's',
      name: 'Store',
      slug: 'store',
      description: 'Music.',
      serverDirectory: 'apps/store-server',
      database: 'postgresql',
      apis: { rest: true, graphql: false },
      adminUi: false,
      adminDirectory: 'apps/store-admin',
      roles: [],
      authEntityId: null,
      plugins: [],
    });
    const everybody = { kind: 'public' };
    expect(entities).toEqual([
      {
        ...stored.entities[0],
        permissions: {
          view: everybody,
          search: everybody,
          create: everybody,
          update: everybody,
          delete: everybody,
          fields: [],
        },
        uniqueKeys: [],
        indexes: [],
      },
    ]);
  });

  it('keeps every rule of today', () => {
    const model = parseServiceModel(stored);
    expect(model.version).toBe(2);
    expect(() => assertModel(model)).not.toThrow();
  });

  it('is not changed itself', () => {
    const copy = structuredClone(stored);
    upgradeModel(stored);
    expect(stored).toEqual(copy);
  });

  it('is upgraded as far as it goes where it is broken', () => {
    expect(upgradeModel({ version: 1, entities: 'none' })).toMatchObject({ version: 2, entities: 'none' });
    expect(upgradeModel({ version: 1, entities: [null] })).toMatchObject({ version: 2, entities: [null] });
  });
});

it.each([
  [undefined],
  [null],
  ['text'],
  [[]],
  [{}],
  [{ version: 2, entities: [{}] }],
  [{ version: 3 }],
  [{ version: '1' }],
])('answers anything else as it is: %j', (value) => {
  expect(upgradeModel(value)).toBe(value);
});
