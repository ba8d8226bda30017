import { describe, expect, it } from 'vitest';
import { artistsAndAlbums, countingIds, emptyModel, entityNamed, withEntity } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { addAuthEntity } from './add-auth-entity.ts';
import { assertModel } from './assert-model.ts';
import { putRole } from './edit-settings.ts';
import { parseServiceModel } from './service-model.ts';

describe('letting people sign in', () => {
  it('adds an entity User with what it takes, and the roles admin and user', () => {
    const model = addAuthEntity(emptyModel(), countingIds());
    const user = entityNamed(model, 'User');
    expect(model.authEntityId).toBe(user.id);
    expect(model.roles.map(({ name, displayName }) => [name, displayName])).toEqual([
      ['admin', 'Admin'],
      ['user', 'User'],
    ]);
    expect(user.fields.map(({ name, required }) => `${name}${required ? '' : '?'}`)).toEqual([
      'id',
      'createdAt',
      'updatedAt',
      'username',
      'password',
      'roles',
      'email?',
      'firstName?',
      'lastName?',
    ]);
    expect(() => assertModel(model)).not.toThrow();
    expect(parseServiceModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it('lets only admins touch users, and leaves who may do what with the rest', () => {
    const before = artistsAndAlbums();
    const model = addAuthEntity(before, countingIds());
    const admin = { kind: 'roles', roleIds: [model.roles[0]?.id] };
    expect(entityNamed(model, 'User').permissions).toEqual({
      view: admin,
      search: admin,
      create: admin,
      update: admin,
      delete: admin,
      fields: [],
    });
    expect(model.entities.slice(0, 2)).toEqual(before.entities);
  });

  it('takes a role that is there already', () => {
    const admin = { id: 'mine', name: 'admin', displayName: 'Boss' };
    const model = addAuthEntity(putRole(emptyModel(), admin), countingIds());
    expect(model.roles.map(({ name }) => name)).toEqual(['admin', 'user']);
    expect(entityNamed(model, 'User').permissions.view).toEqual({ kind: 'roles', roleIds: ['mine'] });
  });

  it('is refused twice, and where the name is taken', () => {
    const model = addAuthEntity(emptyModel(), countingIds());
    expect(refusalOf(() => addAuthEntity(model, countingIds()))).toMatchObject({
      code: 'in_use',
      message: 'Users sign in with User already.',
    });
    expect(refusalOf(() => addAuthEntity(withEntity(emptyModel(), 'Users'), countingIds())).code).toBe('name_taken');
  });
});
