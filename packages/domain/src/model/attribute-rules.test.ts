import { describe, expect, it } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import { assertEntityAttributes, assertFieldAttributes, parseAttributes } from './attribute-rules.ts';
import type { FieldType } from './field-types.ts';

const field = (attributes: string, type: FieldType = { kind: 'single-line-text', maxLength: 80 }) => {
  return () => assertFieldAttributes({ name: 'title', type, attributes });
};
const entity = (attributes: string | undefined) => () =>
  assertEntityAttributes({ name: 'Album', ...(attributes === undefined ? {} : { attributes }) });

describe('the attributes of a field', () => {
  it.each<[string, () => void]>([
    ['none', () => assertFieldAttributes({ name: 'title', type: { kind: 'email' } })],
    ['a name in the database', field('@map("album_title")')],
    ['a native type', field('@db.VarChar(80)')],
    ['both, in any order', field('  @db.Char(80)   @map("_title2") ')],
    ['text without a length', field('@db.Text', { kind: 'multi-line-text', maxLength: 9_000 })],
    ['a length where the field has none', field('@db.VarChar(80)', { kind: 'email' })],
    ['a small whole number', field('@db.SmallInt', { kind: 'whole-number', minimum: -32_768, maximum: 32_767 })],
    ['a name for any type', field('@map("born")', { kind: 'date-time' })],
  ])('may be %s', (_what, attempt) => {
    expect(attempt).not.toThrow();
  });

  it.each<[string, string, () => void]>([
    ['another attribute', 'Use @map', field('@id')],
    ['something beside one', 'Use @map', field('@map("title") @unique')],
    ['a name twice', 'Use @map', field('@map("a") @map("b")')],
    ['a native type twice', 'Use @map', field('@db.Text @db.VarChar(80)')],
    ['the attribute of a table', 'Use @map', field('@@map("title")')],
    ['a name with a quote', 'Use @map', field('@map("a\\"b")')],
    ['a name that is too long', 'Use @map', field(`@map("${'a'.repeat(64)}")`)],
    ['a native type of another data type', '@db.SmallInt does not fit a single-line-text field', field('@db.SmallInt')],
    ['a native type of none', '@db.Text does not fit a date-time field', field('@db.Text', { kind: 'date-time' })],
    ['a shorter column', '@db.VarChar(79) is shorter than the longest length 80.', field('@db.VarChar(79)')],
    ['a name for two columns', 'A place has two columns', field('@map("place")', { kind: 'geographic-location' })],
    [
      'a name for no column',
      'There is no column here',
      field('@map("albums")', {
        kind: 'relation',
        entityId: 'e',
        inverseFieldId: 'f',
        cardinality: 'many',
        onDelete: 'restrict',
      }),
    ],
    [
      'a small whole number without bounds',
      '@db.SmallInt needs bounds within -32768 and 32767.',
      field('@db.SmallInt', { kind: 'whole-number', minimum: 0 }),
    ],
  ])('may not be %s', (_what, sentence, attempt) => {
    const { code, message, problems } = refusalOf(attempt);
    expect({ code, path: problems[0]?.path }).toEqual({ code: 'invalid_field', path: 'attributes' });
    expect(message).toContain(`"title": ${sentence}`);
  });

  it('are read as a name and a native type', () => {
    expect(parseAttributes('@map("album_title") @db.VarChar(80)')).toEqual({
      map: 'album_title',
      native: 'VarChar(80)',
    });
    expect([undefined, '', 'anything'].map(parseAttributes)).toEqual(
      Array(3).fill({ map: undefined, native: undefined }),
    );
  });
});

describe('the attributes of an entity', () => {
  it.each([undefined, '', '@@map("albums")', ' @@map("old_albums") '])('may be %j', (attributes) => {
    expect(entity(attributes)).not.toThrow();
  });

  it.each(['@map("albums")', '@@index([title])', '@@map("a b")', '@@map("a") @@map("b")'])(
    'may not be %j',
    (attributes) => {
      expect(refusalOf(entity(attributes))).toEqual({
        code: 'invalid_field',
        message: '"Album": Use @@map("name_in_the_database").',
        problems: [{ path: 'attributes', message: 'Use @@map("name_in_the_database").' }],
      });
    },
  );
});
