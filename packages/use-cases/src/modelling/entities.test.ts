import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { samePermissions } from '@amplication/domain';
import { createTestDatabase } from '@amplication/test-kit';
import { listPendingChanges } from '../building/pending-changes.ts';
import { openBench, type Bench } from '../testing/open-bench.ts';
import { createEntity, createField, createRelation, getEntity, updateEntity, updateField } from './entities.ts';
import { createService } from './services.ts';

const PLAIN = { required: false, unique: false, searchable: false } as const;

describe('entities', () => {
  let bench: Bench;
  let serviceId: string;
  let artist: string;
  let album: string;
  let count = 0;
  beforeAll(async () => {
    bench = await openBench(await createTestDatabase());
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    const { ctx, principal, projectId } = bench;
    const name = `Store ${'abcdefghijklmnop'.charAt((count += 1))}`;
    serviceId = (await createService(ctx, principal, projectId, { name, description: '', auth: true })).id;
    artist = (await createEntity(ctx, principal, serviceId, { name: 'Artist' })).id;
    album = (await createEntity(ctx, principal, serviceId, { name: 'Album' })).id;
  });

  const path = (entityId: string) => ({ serviceId, entityId });
  const relate = (relation: 'many-to-one' | 'one-to-one' | 'many-to-many') =>
    createRelation(bench.ctx, bench.principal, path(album), {
      relation,
      name: 'artist',
      required: false,
      entityId: artist,
      onDelete: 'restrict',
      inverse: { name: 'albums' },
    });

  it.each([
    ['many-to-one', 'one', 'many'],
    ['one-to-one', 'one', 'one'],
    ['many-to-many', 'many', 'many'],
  ] as const)('are related %s', async (relation, here, there) => {
    const field = await relate(relation);
    const other = (await getEntity(bench.ctx, bench.principal, path(artist))).fields.at(-1);
    expect([field, other].map((side) => side?.type)).toMatchObject([{ cardinality: here }, { cardinality: there }]);
    expect(field.searchable).toBe(relation !== 'many-to-many');
  });

  it('give each option an id, so that a rename stays a rename', async () => {
    const options = ['calm', 'loud'].map((value) => ({ value, label: value }));
    const type = { kind: 'option-set', options } as const;
    const { ctx, principal } = bench;
    const field = await createField(ctx, principal, path(artist), { ...PLAIN, name: 'mood', type });
    if (!('options' in field.type)) throw new Error('It has options.');
    const [calm, loud] = field.type.options.map(({ id }) => id);
    expect([calm, loud].map((id) => typeof id)).toEqual(['string', 'string']);
    const renamed = await updateField(
      ctx,
      principal,
      { ...path(artist), fieldId: field.id },
      {
        type: {
          ...type,
          options: [
            { id: calm, value: 'quiet', label: 'Quiet' },
            { value: 'loud', label: 'Loud' },
          ],
        },
      },
    );
    expect(renamed.type).toMatchObject({
      options: [
        { id: calm, value: 'quiet' },
        { id: loud, value: 'loud' },
      ],
    });
  });

  it('have permissions, keys, indexes and attributes, which are changes of the entity', async () => {
    const { ctx, principal, projectId } = bench;
    const field = await relate('many-to-one');
    const { fields } = await getEntity(ctx, principal, path(album));
    const fieldIds = [field.id, fields[1]?.id ?? ''];
    const changed = await updateEntity(ctx, principal, path(album), {
      permissions: { ...samePermissions({ kind: 'all-roles' }), view: { kind: 'public' } },
      uniqueKeys: [{ fieldIds }],
      indexes: [{ fieldIds: fieldIds.toReversed() }],
      attributes: '@@map("albums")',
    });
    expect(changed).toMatchObject({
      permissions: { view: { kind: 'public' } },
      uniqueKeys: [{ id: expect.any(String), fieldIds }],
      indexes: [{ id: expect.any(String) }],
      attributes: '@@map("albums")',
    });
    const again = await updateEntity(ctx, principal, path(album), { uniqueKeys: [{ fieldIds }], attributes: '' });
    expect(again.uniqueKeys).toEqual(changed.uniqueKeys);
    expect(again.attributes).toBeUndefined();
    const pending = (await listPendingChanges(ctx, principal, projectId)).find(({ key }) => key === `entity:${album}`);
    expect(pending).toMatchObject({ subject: 'entity', label: 'Album', changedBy: 'A user' });
  });

  it('refuse permissions of a role that is not there, and whoever has no access', async () => {
    const permissions = samePermissions({ kind: 'roles', roleIds: ['nobody'] });
    await expect(updateEntity(bench.ctx, bench.principal, path(album), { permissions })).rejects.toMatchObject({
      code: 'invalid_model',
      problems: [{ path: 'permissions.view' }],
    });
    const other = await bench.enterSomebodyElse();
    const open = samePermissions({ kind: 'public' });
    await expect(updateEntity(bench.ctx, other.principal, path(album), { permissions: open })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
