import { wholeNumberRange } from '../../database/to-database-schema.ts';
import { stringLiteral } from '../../source/literal.ts';
import type { EntityView, ScalarView } from '../../view/service-view.ts';
import { writableColumns } from './create-input.ts';

export interface Sample {
  readonly name: string;
  /** TypeScript of the value. */
  readonly value: string;
}

/**
 * A request body that creates a record; nothing when it would need other records first. Unique text is
 * random, so that tests can run twice.
 */
export function sampleEntries(entity: EntityView): readonly Sample[] | undefined {
  const columns = writableColumns(entity);
  if (columns.some((column) => column.kind === 'to-one' && column.required)) return undefined;
  return columns.flatMap((column) =>
    column.kind === 'scalar' ? [{ name: column.name, value: sampleValue(column) }] : [],
  );
}

function sampleValue({ type, unique }: ScalarView): string {
  switch (type.kind) {
    case 'single-line-text':
    case 'multi-line-text': {
      const length = Math.min(type.maxLength ?? 36, 36);
      return unique
        ? length === 36
          ? 'randomUUID()'
          : `randomUUID().slice(-${length})`
        : stringLiteral('Example'.slice(0, length));
    }
    case 'email':
      return 'randomUUID() + "@example.com"';
    case 'whole-number': {
      const { minimum, maximum } = wholeNumberRange(type);
      return String(Math.min(Math.max(0, minimum), maximum));
    }
    case 'decimal-number':
      return `"${decimalText(Math.min(Math.max(0, type.minimum ?? 0), type.maximum ?? Infinity))}"`;
    case 'boolean':
      return 'true';
    case 'json':
      return '[]';
    case 'option-set':
      return `"${type.options[0]?.value ?? ''}"`;
    case 'date-time':
    case 'created-at':
    case 'updated-at':
      return '"2026-01-31T12:00:00.000Z"';
    case 'id':
      return '""';
  }
}

/** Without an exponent: 1e-7 is 0.0000001. */
function decimalText(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) < 1 ? value.toFixed(20).replace(/0+$/u, '') : BigInt(value).toString();
}
