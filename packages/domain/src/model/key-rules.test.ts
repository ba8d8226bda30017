import { describe, expect, it } from 'vitest';
import { artistsAndAlbums, entityNamed, fieldNamed, withField, withRelation } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import type { FieldInput } from './edit-model.ts';
import { assertCompositeKeys } from './key-rules.ts';
import type { ServiceModel } from './service-model.ts';

/** Albums with one more field, `extra`, and keys over the fields of these names (an unknown name stays as it is). */
const check =
  (keys: readonly (readonly string[])[], extra?: Partial<FieldInput>, list: 'uniqueKeys' | 'indexes' = 'uniqueKeys') =>
  () => {
    const start = withRelation(artistsAndAlbums(), ['artist', 'first'], ['album', 'openers']);
    const model: ServiceModel = withField(start, 'album', 'extra', extra ?? { type: { kind: 'email' } });
    const entity = entityNamed(model, 'Album');
    const idOf = (name: string): string =>
      entity.fields.some((field) => field.name === name) ? fieldNamed(model, 'Album', name).id : name;
    assertCompositeKeys({
      ...entity,
      [list]: keys.map((names, index) => ({ id: `key-${index}`, fieldIds: names.map(idOf) })),
    });
  };

describe('a key over several fields', () => {
  it.each<[string, () => void]>([
    ['of a relation and an address', check([['artist', 'extra']])],
    [
      'in another order, too',
      check([
        ['createdAt', 'extra'],
        ['extra', 'createdAt'],
      ]),
    ],
    ['of a text of 500 characters', check([['id', 'extra']], { type: { kind: 'single-line-text', maxLength: 500 } })],
    ['of an option', check([['id', 'extra']], { type: { kind: 'option-set', options: [{ value: 'a', label: 'A' }] } })],
    ['of a number, a boolean and a moment', check([['id', 'extra', 'createdAt']], { type: { kind: 'boolean' } })],
  ])('may be %s', (_what, attempt) => {
    expect(attempt).not.toThrow();
  });

  it.each<[string, string, () => void]>([
    ['of a field that is not there', 'A key of Album names a field that is not there.', check([['id', 'nowhere']])],
    ['of one field twice', 'A key of Album names a field twice.', check([['id', 'extra', 'id']])],
    [
      'the same as another',
      'Two keys of Album have the same fields.',
      check([
        ['id', 'extra'],
        ['id', 'extra'],
      ]),
    ],
    ['of a list', '"openers" has no column here: the key is on the other side.', check([['id', 'openers']])],
    [
      'of a text without a longest length',
      '"extra" needs a longest length of at most 500 to be part of a key.',
      check([['id', 'extra']], { type: { kind: 'multi-line-text' } }),
    ],
    [
      'of a text of 501 characters',
      '"extra" needs a longest length of at most 500 to be part of a key.',
      check([['id', 'extra']], { type: { kind: 'single-line-text', maxLength: 501 } }),
    ],
    ...(['json', 'geographic-location', 'file', 'password', 'roles'] as const).map(
      (kind): [string, string, () => void] => [
        `of a ${kind}`,
        `A ${kind} field such as "extra" cannot be part of a key.`,
        check([['id', 'extra']], { type: { kind }, required: kind === 'password' || kind === 'roles' }),
      ],
    ),
    [
      'of a multi-select',
      'A multi-select-option-set field such as "extra" cannot be part of a key.',
      check([['id', 'extra']], {
        type: { kind: 'multi-select-option-set', options: [{ value: 'a', label: 'A' }] },
      }),
    ],
  ])('may not be %s', (_what, sentence, attempt) => {
    const { code, message, problems } = refusalOf(attempt);
    expect({ code, message }).toEqual({ code: 'invalid_model', message: sentence });
    expect(problems[0]?.path).toMatch(/^uniqueKeys\.[01]$/u);
  });

  it('is told from an index, which keeps the same rules', () => {
    expect(
      refusalOf(
        check(
          [
            ['id', 'extra'],
            ['id', 'nowhere'],
          ],
          undefined,
          'indexes',
        ),
      ).problems[0]?.path,
    ).toBe('indexes.1');
  });
});
