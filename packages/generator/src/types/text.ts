import { regexLiteral, stringLiteral } from '../source/literal.ts';
import type { SourceFile } from '../source/source-file.ts';
import { searchable } from './filters.ts';
import { textValue } from './api-value.ts';
import type { DataType, Declared, FieldOf, Sample } from './data-type.ts';
import { textColumn } from './one-column.ts';

/** As `LONGEST_INDEXED_TEXT`: a unique text without a longest length gets this one. */
const LONGEST_UNIQUE = 500;

type Text = FieldOf<'single-line-text' | 'multi-line-text'>;

/** The bounds of a text's length that the service checks. */
export function lengthOf({ type, unique }: Text): {
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
} {
  return { minLength: type.minLength, maxLength: type.maxLength ?? (unique ? LONGEST_UNIQUE : undefined) };
}

function toDeclared(file: SourceFile, field: Text): Declared {
  const { minLength, maxLength } = lengthOf(field);
  const { type } = field;
  const pattern = type.kind === 'single-line-text' && type.pattern !== undefined ? `^(?:${type.pattern})$` : undefined;
  return {
    decorator: file.import('TextProperty', 'src/core/properties/text.property'),
    arguments: [],
    api: textValue({ minLength, maxLength, pattern: pattern && new RegExp(pattern, 'u').source }),
    options: [
      ...(type.kind === 'multi-line-text' ? ['lines: "many"'] : []),
      ...(minLength === undefined ? [] : [`minLength: ${minLength}`]),
      ...(maxLength === undefined ? [] : [`maxLength: ${maxLength}`]),
      ...(pattern === undefined ? [] : [`pattern: ${regexLiteral(pattern)}`]),
    ],
    type: 'string',
  };
}

function sampleText(field: Text): Sample | undefined {
  const { minLength = 0, maxLength = Infinity } = lengthOf(field);
  const { type } = field;
  if (type.kind === 'single-line-text' && type.pattern !== undefined) {
    // Nothing is known to match but the default.
    return type.default === undefined ? undefined : { value: stringLiteral(type.default) };
  }
  if (!field.unique) {
    // Longer ones would not stand on one line.
    if (minLength > 40) return { value: `"Example".padEnd(${minLength}, " text")` };
    const text = 'Example'.padEnd(minLength, ' text').slice(0, Math.max(minLength, Math.min(7, maxLength)));
    return { value: stringLiteral(text) };
  }
  const imports = [['randomUUID', 'node:crypto']] as const;
  if (minLength > 36) return { value: `randomUUID().padEnd(${minLength}, "x")`, imports };
  return { value: maxLength >= 36 ? 'randomUUID()' : `randomUUID().slice(-${maxLength})`, imports };
}

/** Single Line Text and Multi Line Text. */
export const textType: DataType<'single-line-text' | 'multi-line-text'> = {
  columns: (field) => textColumn(field, lengthOf(field).maxLength, field.type.default),
  answer: toDeclared,
  input: toDeclared,
  filters: searchable('Text', 'text'),
  sortable: true,
  sample: sampleText,
  refused: (field) => {
    const { minLength, maxLength } = lengthOf(field);
    return [
      '1',
      'true',
      ...(minLength === undefined ? [] : [minLength === 1 ? '""' : `"x".repeat(${minLength - 1})`]),
      ...(maxLength === undefined ? [] : [`"x".repeat(${maxLength + 1})`]),
      ...(field.type.kind === 'single-line-text' ? ['"two\\nlines"'] : []),
    ];
  },
};
