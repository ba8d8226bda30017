import { describe, expect, it } from 'vitest';
import { artistsAndAlbums, countingIds, entityNamed, fieldNamed, withRelation } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { addAuthEntity } from './add-auth-entity.ts';
import { assertAuthEntity, assertPermissions, assertRoles } from './permission-rules.ts';
import { samePermissions, type EntityPermissions, type FieldPermission } from './permissions.ts';
import type { EntityId } from '../ids.ts';
import type { ServiceModel } from './service-model.ts';

const withAuth = (): ServiceModel => addAuthEntity(artistsAndAlbums(), countingIds());
const [ADMIN] = withAuth().roles.map(({ id }) => id) as [string, string];
const check = (change: Partial<EntityPermissions>, model = withAuth()) => {
  const entity = entityNamed(model, 'Artist');
  return () =>
    assertPermissions(model, { ...entity, permissions: { ...samePermissions({ kind: 'public' }), ...change } });
};
const field = (name: string, options: Partial<FieldPermission> = {}): FieldPermission => ({
  fieldId: fieldNamed(withAuth(), 'Artist', name).id,
  action: 'view',
  roleIds: [ADMIN],
  ...options,
});

describe('the permissions of an entity', () => {
  it.each<[string, () => void]>([
    ['for roles that are there', check({ view: { kind: 'roles', roleIds: [ADMIN] } })],
    ['for whoever signed in', check({ delete: { kind: 'all-roles' } })],
    ['for nobody', check({ create: { kind: 'disabled' } })],
    ['for nobody where nobody can sign in', check({ create: { kind: 'disabled' } }, artistsAndAlbums())],
    ['for several actions of one field', check({ fields: [field('name'), field('name', { action: 'update' })] })],
  ])('may be %s', (_what, attempt) => {
    expect(attempt).not.toThrow();
  });

  it.each<[string, string, string, () => void]>([
    [
      'for a role that is not there',
      'permissions.view',
      'A permission of Artist names a role that is not there.',
      check({ view: { kind: 'roles', roleIds: [ADMIN, 'nobody'] } }),
    ],
    [
      'for roles where nobody can sign in',
      'permissions.update',
      'Nobody can sign in to this service, so "update" of Artist can only be public or disabled: choose an entity whose records sign in first.',
      check(
        { update: { kind: 'roles', roleIds: ['r'] } },
        {
          ...artistsAndAlbums(),
          roles: [{ id: 'r', name: 'r', displayName: 'R' }],
        },
      ),
    ],
    [
      'for whoever signed in where nobody can',
      'permissions.search',
      'Nobody can sign in to this service, so "search" of Artist can only be public or disabled: choose an entity whose records sign in first.',
      check({ search: { kind: 'all-roles' } }, artistsAndAlbums()),
    ],
    [
      'of a field that is not there',
      'permissions.fields.0',
      'A permission of Artist names a field that is not there.',
      check({ fields: [field('name', { fieldId: 'nowhere' })] }),
    ],
    [
      'of a field where nobody can sign in',
      'permissions.fields.0',
      'Nobody can sign in to this service, so "name" cannot be for some roles only.',
      check({ fields: [field('name')] }, artistsAndAlbums()),
    ],
    [
      'of the id',
      'permissions.fields.0',
      'The id of Artist cannot be for some roles only.',
      check({ fields: [field('id')] }),
    ],
    [
      'twice for one field and action',
      'permissions.fields.1',
      'Two permissions say who may view "name".',
      check({ fields: [field('name'), field('name')] }),
    ],
    [
      'of a field for a role that is not there',
      'permissions.fields.1',
      'A permission of Artist names a role that is not there.',
      check({ fields: [field('name'), field('albums', { roleIds: ['nobody'] })] }),
    ],
  ])('may not be %s', (_what, path, sentence, attempt) => {
    expect(refusalOf(attempt)).toEqual({
      code: 'invalid_model',
      message: sentence,
      problems: [{ path, message: sentence }],
    });
  });
});

describe('the entity that signs in', () => {
  it('may have relations, but none that is required', () => {
    const optional = withRelation(withAuth(), [entityNamed(withAuth(), 'User').id, 'boss'], ['artist', 'users']);
    expect(() => assertAuthEntity(optional)).not.toThrow();
    const required: ServiceModel = {
      ...optional,
      entities: optional.entities.map((entity) => ({
        ...entity,
        fields: entity.fields.map((each) => ({ ...each, required: each.required || each.name === 'boss' })),
      })),
    };
    expect(refusalOf(() => assertAuthEntity(required))).toMatchObject({
      code: 'invalid_model',
      message:
        'User is what users sign in with, so its relation "boss" cannot be required: nobody could create the first user.',
      problems: [{ path: 'authEntityId' }],
    });
  });

  it('may have records that others need', () => {
    const user = entityNamed(withAuth(), 'User').id;
    const options = { required: true, onDelete: 'restrict' } as const;
    const model = withRelation(withAuth(), ['artist', 'manager'], [user, 'managed'], options);
    expect(() => assertAuthEntity(model)).not.toThrow();
  });

  it('is refused where it is not there, or lacks what it needs', () => {
    const refuse = (authEntityId: string) =>
      refusalOf(() => assertAuthEntity({ ...artistsAndAlbums(), authEntityId: authEntityId as EntityId })).message;
    expect(refuse('nobody')).toBe('The entity whose records sign in is not in the model.');
    expect(refuse('artist')).toBe(
      'Artist cannot be what users sign in with: it has no field of the kind username, password, roles.',
    );
  });
});

describe('roles', () => {
  const role = (id: string, name: string) => ({ id, name, displayName: name });

  it('have an id and a name of their own', () => {
    expect(() => assertRoles({ ...artistsAndAlbums(), roles: [role('1', 'a'), role('2', 'b')] })).not.toThrow();
    const refuse = (...roles: ServiceModel['roles']) =>
      refusalOf(() => assertRoles({ ...artistsAndAlbums(), roles })).message;
    expect(refuse(role('1', 'a'), role('1', 'b'))).toBe('Two roles have the id "1".');
    expect(refuse(role('1', 'a'), role('2', 'a'))).toBe('Two roles have the name "a".');
  });

  it('are 100 at most', () => {
    const roles = Array.from({ length: 101 }, (_each, index) => role(`${index}`, `r${index}`));
    expect(() => assertRoles({ ...artistsAndAlbums(), roles: roles.slice(1) })).not.toThrow();
    expect(refusalOf(() => assertRoles({ ...artistsAndAlbums(), roles })).message).toBe(
      'A service has 100 roles at most.',
    );
  });
});
