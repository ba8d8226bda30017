import { updateEntity, type ServiceModel } from '@amplication/domain';
import { describe, expect, it } from 'vitest';
import { identifiersOf } from './identifiers-of.ts';
import { chinookModel, entityNamed } from './testing/models.ts';
import { toServiceView } from './view/to-service-view.ts';

describe('identifiersOf', () => {
  const identifiersByRole = (model: ServiceModel, id: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(identifiersOf(toServiceView(model))).flatMap(([key, spelling]) =>
        key.startsWith(`${id} `) ? [[key.slice(id.length + 1), spelling]] : [],
      ),
    );

  it('tells by id and role how names are spelled, before and after a rename', () => {
    const model = chinookModel();
    const track = entityNamed(model, 'Track').id;
    const before = identifiersByRole(model, track);
    const after = identifiersByRole(updateEntity(model, track, { name: 'Song' }), track);
    expect(before).toMatchObject({
      model: 'Track',
      accessor: 'track',
      folder: 'track',
      route: 'tracks',
      'class:service': 'TrackService',
    });
    expect(after).toMatchObject({
      model: 'Song',
      accessor: 'song',
      folder: 'song',
      route: 'songs',
      'class:service': 'SongService',
    });
    expect(Object.keys(after)).toEqual(Object.keys(before));
  });

  it('tells the foreign key of a relation', () => {
    const model = chinookModel();
    const field = entityNamed(model, 'Album').fields.find(({ name }) => name === 'artist');
    expect(identifiersByRole(model, field?.id ?? '')).toEqual({
      name: 'artist',
      property: 'artistId',
      'method:get': 'getArtist',
      'method:list': 'listArtist',
      'method:add': 'addToArtist',
      'method:remove': 'removeFromArtist',
    });
  });
});
