import type { Doc } from '../source/doc.ts';
import { parenthesised } from '../source/doc.ts';
import type { SourceFile } from '../source/source-file.ts';

/** A 64-bit number of a record as JSON has it. */
export function toNumber(file: SourceFile, name: string): Doc {
  return call(file, 'toNumber', [`record.${name}`]);
}

/** A call of one of the functions that turn a record's values into an answer's. */
export function call(file: SourceFile, name: string, parameters: readonly Doc[], from = 'src/core/record-values'): Doc {
  return [file.import(name, from), parenthesised(parameters)];
}
