import { hardLine, indent, join, type Doc } from '../source/doc.ts';

/** The columns of a line. */
export const WIDTH = 80;

/** `export const name = call({`: a value whose first line does not fit behind the head starts on a line of its own. */
export function headedValue(head: string, firstLine: string, value: Doc, column = 0): Doc {
  const fits = column + `${head} ${firstLine}`.length <= WIDTH;
  return fits ? [head, ' ', value] : [head, indent([hardLine, value])];
}

/** An object with an entry on each line. */
export function openObject(entries: readonly Doc[]): Doc {
  return ['{', indent(entries.map((entry): Doc => [hardLine, entry, ','])), hardLine, '}'];
}

/** An array with an item on each line. */
export function openArray(items: readonly Doc[]): Doc {
  return ['[', indent([hardLine, join([',', hardLine], items), ',']), hardLine, ']'];
}
