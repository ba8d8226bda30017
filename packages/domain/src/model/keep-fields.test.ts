import { describe, expect, it } from 'vitest';
import { artistsAndAlbums, countingIds, entityNamed, fieldNamed } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import type { EntityId, FieldId } from '../ids.ts';
import { addAuthEntity } from './add-auth-entity.ts';
import { assertModel } from './assert-model.ts';
import { removeEntity, removeField, updateEntity, updateField } from './edit-model.ts';
import { samePermissions } from './permissions.ts';
import type { ServiceModel } from './service-model.ts';

const [ARTIST, ALBUM] = ['artist' as EntityId, 'album' as EntityId];
const fieldId = (model: ServiceModel, entity: string, name: string): FieldId => fieldNamed(model, entity, name).id;

describe('keys and permissions of a field', () => {
  const role = { id: 'admin', name: 'admin', displayName: 'Admin' };
  /** Albums whose artist and moment of creation are in keys and permissions. */
  const withKeys = (): ServiceModel => {
    const model = addAuthEntity({ ...artistsAndAlbums(), roles: [role] }, countingIds());
    const [artist, createdAt, updatedAt] = ['artist', 'createdAt', 'updatedAt'].map((name) =>
      fieldId(model, 'Album', name),
    ) as [FieldId, FieldId, FieldId];
    return updateEntity(model, ALBUM, {
      uniqueKeys: [
        { id: 'k1', fieldIds: [artist, createdAt] },
        { id: 'k2', fieldIds: [updatedAt, createdAt] },
      ],
      indexes: [{ id: 'k3', fieldIds: [createdAt, artist] }],
      permissions: {
        ...samePermissions({ kind: 'all-roles' }),
        fields: [
          { fieldId: artist, action: 'view', roleIds: ['admin'] },
          { fieldId: createdAt, action: 'view', roleIds: ['admin'] },
        ],
      },
    });
  };
  const rest = (model: ServiceModel) => {
    const { uniqueKeys, indexes, permissions } = entityNamed(model, 'Album');
    return { keys: [...uniqueKeys, ...indexes].map(({ id }) => id), permissions: permissions.fields.length };
  };

  it('go with it', () => {
    const model = withKeys();
    expect(rest(model)).toEqual({ keys: ['k1', 'k2', 'k3'], permissions: 2 });
    const without = removeField(model, ALBUM, fieldId(model, 'Album', 'createdAt'));
    expect(rest(without)).toEqual({ keys: [], permissions: 1 });
    expect(() => assertModel(without)).not.toThrow();
  });

  it('go with the other side of its relation, and with the entity over there', () => {
    const model = withKeys();
    const expected = { keys: ['k2'], permissions: 1 };
    expect(rest(removeField(model, ARTIST, fieldId(model, 'Artist', 'albums')))).toEqual(expected);
    expect(rest(removeEntity(model, ARTIST))).toEqual(expected);
  });

  it('are refused where the field is not there', () => {
    const indexes = [{ id: 'k', fieldIds: ['album.artist', 'nowhere'] }];
    expect(refusalOf(() => updateEntity(artistsAndAlbums(), ALBUM, { indexes })).problems).toEqual([
      { path: 'indexes.0', message: 'A key of Album names a field that is not there.' },
    ]);
  });

  it('are refused where its new kind cannot be in a key', () => {
    const model = withKeys();
    const attempt = () => updateField(model, ALBUM, fieldId(model, 'Album', 'createdAt'), { type: { kind: 'json' } });
    expect(refusalOf(attempt).message).toBe('A json field such as "createdAt" cannot be part of a key.');
  });
});
