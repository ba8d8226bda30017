import { describe, expect, it } from 'vitest';
import { artistsAndAlbums, countingIds, emptyModel, entityNamed } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import type { EntityId } from '../ids.ts';
import { addAuthEntity } from './add-auth-entity.ts';
import { updateEntity } from './edit-model.ts';
import { getRole, putRole, removeRole, updateSettings } from './edit-settings.ts';
import { samePermissions } from './permissions.ts';
import type { ServiceModel } from './service-model.ts';

const role = { id: 'r', name: 'clerk', displayName: 'Clerk' };
const ARTIST = 'artist' as EntityId;
const withAuth = (): ServiceModel => addAuthEntity(putRole(artistsAndAlbums(), role), countingIds());

describe('changing the settings', () => {
  it('changes what is given and leaves the rest', () => {
    const before = emptyModel();
    const change = { apis: { rest: true, graphql: false }, adminDirectory: 'apps/back' } as const;
    expect(updateSettings(before, { ...change, name: undefined })).toEqual({ ...before, ...change });
  });

  it('is refused where they contradict each other', () => {
    expect(
      refusalOf(() => updateSettings(emptyModel(), { apis: { rest: false, graphql: true } })).problems,
    ).toMatchObject([{ path: 'adminUi' }]);
    expect(refusalOf(() => updateSettings(artistsAndAlbums(), { authEntityId: ARTIST })).problems).toMatchObject([
      { path: 'authEntityId' },
    ]);
  });

  it('is refused where nobody could sign in any more and a permission needs it', () => {
    const attempt = () => updateSettings(withAuth(), { authEntityId: null });
    expect(refusalOf(attempt).message).toContain('so "view" of User can only be public or disabled');
    const model = withAuth();
    const open = updateEntity(model, entityNamed(model, 'User').id, {
      permissions: samePermissions({ kind: 'disabled' }),
    });
    expect(updateSettings(open, { authEntityId: null }).authEntityId).toBeNull();
  });
});

describe('roles', () => {
  it('are added at the end and changed in their place', () => {
    const model = putRole(putRole(emptyModel(), role), { ...role, id: 's', name: 'boss' });
    expect(model.roles.map(({ name }) => name)).toEqual(['clerk', 'boss']);
    const renamed = putRole(model, { ...role, name: 'agent' });
    expect(renamed.roles.map(({ name }) => name)).toEqual(['agent', 'boss']);
    expect(getRole(renamed, 'r').name).toBe('agent');
  });

  it('are refused by a name that another has', () => {
    expect(refusalOf(() => putRole(putRole(emptyModel(), role), { ...role, id: 's' }))).toEqual({
      code: 'name_taken',
      message: 'The service already has a role named "clerk".',
      problems: [{ path: 'name', message: '"clerk" is taken.' }],
    });
  });

  it('are removed where no permission names them', () => {
    expect(removeRole(withAuth(), 'r').roles.map(({ name }) => name)).toEqual(['admin', 'user']);
    expect(refusalOf(() => removeRole(withAuth(), 'nobody')).code).toBe('not_found');
  });

  it('stay where permissions name them, and say which', () => {
    const model = withAuth();
    const permissions = samePermissions({ kind: 'all-roles' });
    const fieldId = entityNamed(model, 'Album').fields[1]?.id ?? '';
    const byAction = updateEntity(model, ARTIST, {
      permissions: { ...permissions, delete: { kind: 'roles', roleIds: ['r'] } },
    });
    const byField = updateEntity(byAction, 'album' as EntityId, {
      permissions: { ...permissions, fields: [{ fieldId, action: 'view', roleIds: ['r'] }] },
    });
    expect(refusalOf(() => removeRole(byField, 'r'))).toMatchObject({
      code: 'in_use',
      message: 'The role "clerk" is in permissions of Artist, Album: take it out of them first.',
    });
  });
});
