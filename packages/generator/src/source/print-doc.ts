import { isList, type Doc } from './doc.ts';

interface Command {
  readonly doc: Doc;
  readonly margin: number;
  readonly broken: boolean;
}

/** Prints with groups broken only where a line would pass `width` columns; no line ends in a space. */
export function printDoc(doc: Doc, width = 80): string {
  const pending: Command[] = [{ doc, margin: 0, broken: true }];
  const finished: string[] = [];
  let text = '';
  for (let command = pending.pop(); command !== undefined; command = pending.pop()) {
    const { doc: current, margin, broken } = command;
    if (typeof current === 'string') {
      text += current;
    } else if (isList(current)) {
      pushAll(pending, current, margin, broken);
    } else if (current.kind === 'indent') {
      pending.push({ doc: current.content, margin: margin + current.by, broken });
    } else if (current.kind === 'if-broken') {
      if (broken) pending.push({ doc: current.text, margin, broken });
    } else if (current.kind === 'choice') {
      pending.push(choose(current.options, margin, pending, width - text.length));
    } else if (current.kind === 'group') {
      const flat: Command = { doc: current.content, margin, broken: false };
      const stays = !current.broken && fits(flat, pending, width - text.length);
      pending.push(stays ? flat : { ...flat, broken: true });
    } else if (!broken && current.flat !== undefined) {
      text += current.flat;
    } else {
      finished.push(text.trimEnd());
      text = ' '.repeat(margin);
    }
  }
  return `${[...finished, text].join('\n').trimEnd()}\n`;
}

/** The first option that fits; only the first one may be on one line whole, the others are made to break. */
function choose(options: readonly Doc[], margin: number, after: readonly Command[], room: number): Command {
  const place = options.findIndex((doc) => fits({ doc, margin, broken: false }, after, room));
  const doc = options[place === -1 ? options.length - 1 : place] ?? '';
  return { doc, margin, broken: place !== 0 };
}

/** Whether `next` and what follows it up to the next possible line break fit into the room. */
function fits(next: Command, after: readonly Command[], room: number): boolean {
  const pending: Command[] = [next];
  let left = room;
  let rest = after.length;
  while (left >= 0) {
    const command = pending.pop() ?? after[--rest];
    if (command === undefined) return true;
    const { doc, margin, broken } = command;
    if (typeof doc === 'string') left -= doc.length;
    else if (isList(doc)) pushAll(pending, doc, margin, broken);
    else if (doc.kind === 'indent') pending.push({ doc: doc.content, margin, broken });
    else if (doc.kind === 'group') pending.push({ doc: doc.content, margin, broken: broken || doc.broken });
    else if (doc.kind === 'if-broken') left -= broken ? doc.text.length : 0;
    else if (doc.kind === 'choice') pending.push({ doc: doc.options[0] ?? '', margin, broken });
    else if (broken || doc.flat === undefined) return true;
    else left -= doc.flat.length;
  }
  return false;
}

function pushAll(pending: Command[], docs: readonly Doc[], margin: number, broken: boolean): void {
  for (let index = docs.length - 1; index >= 0; index -= 1) pending.push({ doc: docs[index] ?? '', margin, broken });
}
