import type { Sides } from './file-merge.ts';
import { firstTokenAt } from './list-shape.ts';
import type { Syntax, Token } from './syntax.ts';

/**
 * Theirs with the indentation and the quotes of ours, where ours changed them against base; so that what the generator
 * adds looks like its surroundings. The meaning and the number of lines stay.
 */
export function restyleTheirs({ base, ours, theirs }: Sides<Syntax>): string {
  const quote = changed(quoteOf(base), quoteOf(ours));
  const indent = changed(indentOf(base), indentOf(ours));
  const quoted = quote === undefined ? theirs.text : requote(theirs, quote);
  const unit = indentOf(theirs);
  return indent === undefined || unit === undefined ? quoted : reindent(theirs, quoted, { from: unit, to: indent });
}

function changed<T>(base: T | undefined, ours: T | undefined): T | undefined {
  return ours === base ? undefined : ours;
}

function quoteOf({ text, tokens }: Syntax): string | undefined {
  const plain = tokens.filter((token) => isPlainString(text, token));
  const single = plain.filter(({ start }) => text[start] === `'`).length;
  if (plain.length === 0) return undefined;
  return single * 2 > plain.length ? `'` : '"';
}

/** Whether a token is a string in which no quote and no escape stands. */
function isPlainString(text: string, { start, end }: Token): boolean {
  return /^(?:'[^'"\\]*'|"[^'"\\]*")$/u.test(text.slice(start, end));
}

function requote({ text, tokens }: Syntax, quote: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (const token of tokens) {
    if (token.isComment || token.isVerbatim || !isPlainString(text, token)) continue;
    pieces.push(text.slice(at, token.start), quote, text.slice(token.start + 1, token.end - 1), quote);
    at = token.end;
  }
  return [...pieces, text.slice(at)].join('');
}

/** What one step of indentation is: a tab, or the most frequent step of spaces from one line to the next. */
function indentOf({ text }: Syntax): string | undefined {
  const counts = new Map<string, number>();
  let previous = 0;
  for (const line of text.split('\n')) {
    const white = /^[ \t]*(?=[^\s*])/u.exec(line)?.[0];
    if (white === undefined) continue;
    const step = white.startsWith('\t') ? '\t' : ' '.repeat(Math.max(0, white.length - previous));
    previous = white.length;
    if (step !== '') counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

/** Requoting keeps all offsets, so the tokens of the syntax lie in the text, too. */
function reindent(syntax: Syntax, text: string, { from, to }: { readonly from: string; readonly to: string }): string {
  const lines: string[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const white = /^[ \t]*/u.exec(line)?.[0] ?? '';
    const steps = Math.floor(white.length / from.length);
    const rest = white.slice(steps * from.length);
    lines.push(isInVerbatim(syntax, offset) ? line : to.repeat(steps) + rest + line.slice(white.length));
    offset += line.length + 1;
  }
  return lines.join('\n');
}

function isInVerbatim(syntax: Syntax, offset: number): boolean {
  const token = syntax.tokens[firstTokenAt(syntax, offset) - 1];
  return token !== undefined && token.isVerbatim && token.end > offset;
}
