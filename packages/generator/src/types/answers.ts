import { headedCall, type Doc } from '../source/doc.ts';
import type { SourceFile } from '../source/source-file.ts';

/** A 64-bit number of a record as JSON has it. */
export function toNumber(file: SourceFile, name: string): Doc {
  return entry(file, name, 'toNumber', [`record.${name}`]);
}

/** An entry of an answer, or of what the database is told: the property, and a call of the function that makes its value. */
export function entry(
  file: SourceFile,
  property: string,
  name: string,
  parameters: readonly Doc[],
  from = 'src/core/record-values',
): Doc {
  return headedCall(`${property}:`, file.import(name, from), parameters);
}
