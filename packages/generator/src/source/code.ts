import { hardLine, indent, isEmpty, join, type Doc } from './doc.ts';

interface Template {
  readonly margin: number;
  /** The literal parts, each split into lines. */
  readonly texts: readonly (readonly string[])[];
}

/** The literal parts of one place in the source never change: they are split once. */
const templates = new WeakMap<TemplateStringsArray, Template>();

/**
 * Source text with breakable parts in it. The margin that all lines share is cut off; a part that spans lines keeps the margin of its
 * own line; a line that holds nothing but empty parts is left out.
 */
export function code(strings: TemplateStringsArray, ...parts: readonly Doc[]): Doc {
  const { margin, texts } = toTemplate(strings);
  const lines: Doc[] = [];
  let current: Doc[] = [];
  let hasParts = false;
  const endLine = (): void => {
    const blank = current.every((piece) => isEmpty(piece) || (typeof piece === 'string' && piece.trim() === ''));
    if (!(hasParts && blank)) lines.push(blank ? '' : toLine(current, margin));
    current = [];
    hasParts = false;
  };
  texts.forEach((pieces, index) => {
    pieces.forEach((piece, nth) => {
      if (nth > 0) endLine();
      if (piece !== '') current.push(piece);
    });
    const part = parts[index];
    if (part === undefined) return;
    hasParts = true;
    if (!isEmpty(part)) current.push(part);
  });
  endLine();
  const from = lines[0] === '' ? 1 : 0;
  const to = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  return join(hardLine, lines.slice(from, to));
}

/** Lines one under the other. */
export function lines(docs: readonly Doc[]): Doc {
  return join(hardLine, docs);
}

/** Blocks with one empty line between them. */
export function paragraphs(docs: readonly Doc[]): Doc {
  return join(
    [hardLine, hardLine],
    docs.filter((doc) => !isEmpty(doc)),
  );
}

function toTemplate(strings: TemplateStringsArray): Template {
  const known = templates.get(strings);
  if (known !== undefined) return known;
  const template = { margin: sharedMargin(strings), texts: strings.map((text) => text.split('\n')) };
  templates.set(strings, template);
  return template;
}

function toLine(pieces: readonly Doc[], margin: number): Doc {
  const [first, ...rest] = pieces;
  const text = typeof first === 'string' ? first : '';
  const own = /^ */u.exec(text)?.[0].length ?? 0;
  const start = Math.max(own - margin, 0);
  const head: Doc = typeof first === 'string' ? first.slice(own) : (first ?? '');
  return [' '.repeat(start), indent([head, ...rest], start)];
}

function sharedMargin(strings: TemplateStringsArray): number {
  const margins = strings.flatMap((text, index) =>
    text.split('\n').flatMap((piece, nth, all) => {
      if (nth === 0) return [];
      const startsPart = nth === all.length - 1 && index < strings.length - 1;
      return piece.trim() === '' && !startsPart ? [] : [/^ */u.exec(piece)?.[0].length ?? 0];
    }),
  );
  return margins.length === 0 ? 0 : Math.min(...margins);
}
