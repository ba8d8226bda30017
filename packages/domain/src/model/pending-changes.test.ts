import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  artistsAndAlbums,
  countingIds,
  emptyModel,
  fieldNamed,
  withEntity,
  withField,
  withRelation,
} from '../testing/models.ts';
import { applyEdits, edits } from '../testing/model-edits.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { assertModel } from './assert-model.ts';
import type { EntityId } from '../ids.ts';
import { removeEntity, removeField, updateEntity, updateField } from './edit-model.ts';
import { putRole, updateSettings } from './edit-settings.ts';
import { samePermissions } from './permissions.ts';
import {
  discardChange,
  listModelChanges,
  parseSubjectKey,
  toSubjectKey,
  type ChangeSubject,
} from './pending-changes.ts';
import type { ServiceModel } from './service-model.ts';

const [ARTIST, ALBUM] = ['artist' as EntityId, 'album' as EntityId];
const labels = (before: ServiceModel | undefined, after: ServiceModel): readonly string[] =>
  listModelChanges(before, after).map(({ action, label }) => `${action} ${label}`);

describe('the list of changes', () => {
  it('is the service and each entity before the first commit', () => {
    expect(labels(undefined, artistsAndAlbums())).toEqual(['created Store', 'created Artist', 'created Album']);
  });

  it('is empty where nothing changed', () => {
    expect(listModelChanges(artistsAndAlbums(), artistsAndAlbums())).toEqual([]);
  });

  it('names an entity and a field by what they are called now, and carries both versions', () => {
    const before = artistsAndAlbums();
    const renamed = updateEntity(before, ARTIST, { name: 'Band' });
    const after = updateField(renamed, ARTIST, fieldNamed(before, 'Artist', 'name').id, { name: 'title' });
    const [entity, field] = listModelChanges(before, after);
    expect(entity).toMatchObject({
      action: 'updated',
      label: 'Band',
      before: { name: 'Artist' },
      after: { name: 'Band' },
    });
    expect(field).toMatchObject({ label: 'Band.title', before: { name: 'name' }, after: { name: 'title' } });
  });

  it('has a removed relation as two fields, and a removed entity as one change beside them', () => {
    const before = artistsAndAlbums();
    const relation = fieldNamed(before, 'Album', 'artist').id;
    expect(labels(before, removeField(before, ALBUM, relation))).toEqual([
      'deleted Artist.albums',
      'deleted Album.artist',
    ]);
    expect(labels(before, removeEntity(before, ARTIST))).toEqual(['deleted Album.artist', 'deleted Artist']);
  });

  it('tells of the name and settings of the service and of its roles', () => {
    const before = emptyModel();
    expect(labels(before, { ...before, description: 'Music.' })).toEqual(['updated Store']);
    expect(labels(before, updateSettings(before, { adminUi: false }))).toEqual(['updated Store']);
    const role = { id: 'r', name: 'admin', displayName: 'Admin' };
    expect(labels(before, putRole(before, role))).toEqual(['updated Store']);
  });

  it('has the permissions and keys of an entity as a change of the entity', () => {
    const before = artistsAndAlbums();
    const permissions = samePermissions({ kind: 'disabled' });
    expect(labels(before, updateEntity(before, ARTIST, { permissions }))).toEqual(['updated Artist']);
  });
});

describe('the key of a change', () => {
  it('reads back as what it was made of', () => {
    const subjects: readonly ChangeSubject[] = [
      { kind: 'service' },
      { kind: 'entity', entityId: 'a' },
      { kind: 'field', entityId: 'a', fieldId: 'b' },
    ];
    expect(subjects.map((subject) => parseSubjectKey(toSubjectKey(subject)))).toEqual(subjects);
  });

  it.each(['', 'service:a', 'entity', 'entity:a:b', 'field:a', 'field:a:b:c', 'commit:a'])(
    'is none of ours: %j',
    (key) => {
      expect(parseSubjectKey(key)).toBeUndefined();
    },
  );
});

describe('taking a change back', () => {
  const discardField = (before: ServiceModel, after: ServiceModel, entityId: string, fieldId: string): ServiceModel =>
    discardChange(before, after, { kind: 'field', entityId, fieldId });

  it('brings a deleted field back to its place', () => {
    const before = withField(artistsAndAlbums(), 'artist', 'country');
    const name = fieldNamed(before, 'Artist', 'name').id;
    expect(discardField(before, removeField(before, ARTIST, name), ARTIST, name)).toEqual(before);
  });

  it('brings a deleted entity back to its place, with both sides of its relations', () => {
    const before = artistsAndAlbums();
    const after = removeEntity(before, ARTIST);
    expect(discardChange(before, after, { kind: 'entity', entityId: ARTIST })).toEqual(before);
  });

  it.each([
    ['album', 'album.artist'],
    ['artist', 'artist.albums'],
  ])('brings both sides of a relation back by either: %s', (entityId, fieldId) => {
    const before = artistsAndAlbums();
    const after = removeField(before, ALBUM, fieldNamed(before, 'Album', 'artist').id);
    expect(discardField(before, after, entityId, fieldId)).toEqual(before);
  });

  it('removes both sides of a new relation by either', () => {
    const before = artistsAndAlbums();
    const after = withRelation(before, ['album', 'producer'], ['artist', 'produced']);
    expect(discardField(before, after, 'album', 'album.producer')).toEqual(before);
    expect(discardField(before, after, 'artist', 'artist.produced')).toEqual(before);
  });

  it('gives an entity its name back and leaves its changed fields', () => {
    const before = artistsAndAlbums();
    const changed = withField(updateEntity(before, ARTIST, { name: 'Band' }), 'artist', 'country');
    const after = discardChange(before, changed, { kind: 'entity', entityId: ARTIST });
    expect(labels(before, after)).toEqual(['created Artist.country']);
  });

  it('gives the service its name back, and leaves one that was never committed', () => {
    const before = emptyModel();
    expect(discardChange(before, { ...before, name: 'Shop' }, { kind: 'service' })).toEqual(before);
    expect(discardChange(undefined, before, { kind: 'service' })).toBe(before);
  });

  it('takes a new field out of the keys and permissions that name it', () => {
    const before = artistsAndAlbums();
    const name = fieldNamed(before, 'Artist', 'createdAt').id;
    const country = withField(before, 'artist', 'country', { type: { kind: 'email' } });
    const key = { id: 'key', fieldIds: [name, 'artist.country'] };
    const after = updateEntity(country, ARTIST, { uniqueKeys: [key], indexes: [key] });
    expect(discardField(before, after, 'artist', 'artist.country')).toEqual(before);
  });

  it('can bring a key back whose field is deleted, which no rule allows', () => {
    const created = artistsAndAlbums();
    const [id, createdAt] = ['id', 'createdAt'].map((name) => fieldNamed(created, 'Artist', name).id);
    const before = updateEntity(created, ARTIST, { indexes: [{ id: 'key', fieldIds: [id ?? '', createdAt ?? ''] }] });
    const after = removeField(before, ARTIST, fieldNamed(before, 'Artist', 'createdAt').id);
    expect(labels(before, after)).toEqual(['updated Artist', 'deleted Artist.createdAt']);
    const discarded = discardChange(before, after, { kind: 'entity', entityId: ARTIST });
    expect(refusalOf(() => assertModel(discarded)).message).toBe('A key of Artist names a field that is not there.');
    expect(discardField(before, discarded, 'artist', createdAt ?? '')).toEqual(before);
  });

  it('can end in two fields of one name, which no rule allows', () => {
    const before = artistsAndAlbums();
    const name = fieldNamed(before, 'Artist', 'name').id;
    const label = withField(removeField(before, ARTIST, name), 'artist', 'label');
    const after = updateField(label, ARTIST, fieldNamed(label, 'Artist', 'label').id, { name: 'name' });
    const discarded = discardField(before, after, ARTIST, name);
    expect(refusalOf(() => assertModel(discarded))).toMatchObject({
      code: 'name_taken',
      message: expect.stringContaining('"name"'),
    });
  });

  it('can end in two entities of one name, which no rule allows', () => {
    const before = artistsAndAlbums();
    const after = withEntity(updateEntity(before, ARTIST, { name: 'Band' }), 'Artist');
    const discarded = discardChange(before, after, { kind: 'entity', entityId: ARTIST });
    expect(refusalOf(() => assertModel(discarded)).code).toBe('name_taken');
  });
});

describe('any sequence of edits', () => {
  const base = (): ServiceModel => withRelation(artistsAndAlbums(), ['album', 'cover'], ['album', 'covers']);
  const committedAndNow = fc.tuple(edits, edits).map(([earlier, later]) => {
    const newId = countingIds();
    const committed = applyEdits(base(), earlier, newId);
    return { committed, now: applyEdits(committed, later, newId) };
  });

  it('ends in a model that keeps every rule', () => {
    fc.assert(
      fc.property(committedAndNow, ({ now }) => {
        expect(() => assertModel(now)).not.toThrow();
      }),
    );
  });

  it('has no changes exactly where the model is what it was', () => {
    fc.assert(
      fc.property(committedAndNow, ({ committed, now }) => {
        const isSame = JSON.stringify(committed) === JSON.stringify(now);
        expect(listModelChanges(committed, now).length === 0).toBe(isSame);
      }),
    );
  });

  it('gives the committed model back when each change is taken back, in any order', () => {
    let comparisons = 0;
    fc.assert(
      fc.property(committedAndNow, fc.infiniteStream(fc.nat()), ({ committed, now }, places) => {
        const subjects = shuffle(
          listModelChanges(committed, now).map(({ subject }) => subject),
          places,
        );
        let [model, refused] = [now, 0];
        for (const subject of subjects) {
          const next = discardChange(committed, model, subject);
          if (keepsRules(next)) model = next;
          else refused += 1;
        }
        if (refused > 0) return;
        comparisons += subjects.length > 0 ? 1 : 0;
        expect(model).toEqual(committed);
      }),
    );
    expect(comparisons).toBeGreaterThan(10);
  });

  it('gives it back when all are taken back at once, whatever breaks on the way', () => {
    fc.assert(
      fc.property(committedAndNow, fc.infiniteStream(fc.nat()), ({ committed, now }, places) => {
        const subjects = shuffle(
          listModelChanges(committed, now).map(({ subject }) => subject),
          places,
        );
        expect(subjects.reduce((model, subject) => discardChange(committed, model, subject), now)).toEqual(committed);
      }),
    );
  });

  it('lets each single change be taken back into a model whose relations are two-sided', () => {
    fc.assert(
      fc.property(committedAndNow, ({ committed, now }) => {
        for (const { subject } of listModelChanges(committed, now)) {
          const discarded = discardChange(committed, now, subject);
          const message = keepsRules(discarded) ? '' : refusalOf(() => assertModel(discarded)).message;
          expect(message).not.toMatch(/other side of the relation|needs its foreign key/u);
        }
      }),
    );
  });

  function keepsRules(model: ServiceModel): boolean {
    try {
      assertModel(model);
      return true;
    } catch {
      return false;
    }
  }

  function shuffle<T>(items: readonly T[], places: Iterable<number>): readonly T[] {
    const from = places[Symbol.iterator]();
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const place = Number(from.next().value ?? 0) % (last + 1);
      const [a, b] = [shuffled[last], shuffled[place]];
      if (a !== undefined && b !== undefined) [shuffled[last], shuffled[place]] = [b, a];
    }
    return shuffled;
  }
});
