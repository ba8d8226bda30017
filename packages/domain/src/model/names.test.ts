import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../testing/refusal-of.ts';
import {
  assertEntityName,
  assertFieldName,
  isReservedName,
  toCamelCase,
  toKebabCase,
  toPascalCase,
  toPluralName,
  toWords,
} from './names.ts';

describe('the name of an entity', () => {
  it.each(['Artist', 'InvoiceLine', 'A', 'Html5Page', `A${'b'.repeat(62)}`])('may be %s', (name) => {
    expect(() => assertEntityName(name)).not.toThrow();
  });

  it.each(['', 'artist', '5Pages', 'Invoice Line', 'Invoice_Line', 'Künstler', `A${'b'.repeat(63)}`, 'Artist\n'])(
    'may not be %j',
    (name) => {
      expect(refusalOf(() => assertEntityName(name))).toMatchObject({
        code: 'invalid_name',
        problems: [{ path: 'name' }],
      });
    },
  );

  it.each([
    'Class',
    'class',
    'CLASS',
    'Prisma',
    'Object',
    'Int',
    'Float',
    'Decimal',
    'DateTime',
    'Bytes',
    'Doc',
    'doc',
  ])('may not be %s, which the generated code needs', (name) => {
    expect(refusalOf(() => assertEntityName(name))).toMatchObject({
      code: 'reserved_name',
      message: expect.stringContaining(name),
      problems: [{ path: 'name' }],
    });
  });

  it.each(['Take', 'Skip', 'OrderBy', 'Document', 'Integer'])(
    'may be %s, which only fields or nobody needs',
    (name) => {
      expect(() => assertEntityName(name)).not.toThrow();
    },
  );
});

describe('the name of a field', () => {
  it.each(['name', 'unitPrice', 'a', 'line2', 'int', 'bytes', 'doc', 'float'])('may be %s', (name) => {
    expect(() => assertFieldName(name)).not.toThrow();
  });

  it.each(['', 'Name', '2nd', 'unit price', 'unit_price', 'größe', `a${'b'.repeat(63)}`])('may not be %j', (name) => {
    expect(refusalOf(() => assertFieldName(name)).code).toBe('invalid_name');
  });

  it.each(['class', 'constructor', 'toString', 'await', '__proto__', 'skip', 'take', 'orderBy', 'orderby', 'SKIP'])(
    'may not be %s, which the generated code needs',
    (name) => {
      expect(refusalOf(() => assertFieldName(name)).code).toBe('reserved_name');
    },
  );

  it('is refused at the place where it was typed', () => {
    expect(refusalOf(() => assertFieldName('Tracks', 'inverse.name')).problems).toMatchObject([
      { path: 'inverse.name' },
    ]);
    expect(refusalOf(() => assertFieldName('take', 'inverse.name')).problems).toMatchObject([{ path: 'inverse.name' }]);
  });
});

it('is reserved in every letter case', () => {
  expect(['While', 'WHILE', 'while'].map(isReservedName)).toEqual([true, true, true]);
  expect(isReservedName('whilst')).toBe(false);
});

describe('a name in another form', () => {
  it.each([
    ['InvoiceLine', ['invoice', 'line']],
    ['invoice line', ['invoice', 'line']],
    ['HTTPServer', ['http', 'server']],
    ['  Ünïcode -- naïve ', ['unicode', 'naive']],
    ['html5Page', ['html5', 'page']],
    ['日本', []],
  ])('has the words of %j', (text, words) => {
    expect(toWords(text)).toEqual(words);
  });

  it('is written for each place', () => {
    expect(toPascalCase('invoice line')).toBe('InvoiceLine');
    expect(toCamelCase('Invoice line')).toBe('invoiceLine');
    expect(toKebabCase('InvoiceLine')).toBe('invoice-line');
    expect([toPascalCase(''), toCamelCase(''), toKebabCase('!')]).toEqual(['', '', '']);
  });

  it.each([
    ['Artist', 'Artists'],
    ['InvoiceLine', 'InvoiceLines'],
    ['Category', 'Categories'],
    ['Person', 'People'],
    ['News', 'NewsList'],
    ['Sheep', 'SheepList'],
    ['Artists', 'ArtistsList'],
  ])('has a plural that differs from it: %s, %s', (name, plural) => {
    expect(toPluralName(name)).toBe(plural);
  });

  it('keeps two entity names two in folders and addresses, when they differ in more than letter case', () => {
    const name = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,8}$/u);
    fc.assert(
      fc.property(name, name, (a, b) => {
        fc.pre(a.toLowerCase() !== b.toLowerCase());
        expect(toKebabCase(a)).not.toBe(toKebabCase(b));
      }),
    );
  });
});
