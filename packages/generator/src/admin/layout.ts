import { hardLine, indent, join, type Doc } from '../source/doc.ts';

/** The columns of a line. */
export const WIDTH = 80;

/** An object with an entry on each line. */
export function openObject(entries: readonly Doc[]): Doc {
  return ['{', indent(entries.map((entry): Doc => [hardLine, entry, ','])), hardLine, '}'];
}

/** An array with an item on each line. */
export function openArray(items: readonly Doc[]): Doc {
  return ['[', indent([hardLine, join([',', hardLine], items), ',']), hardLine, ']'];
}
