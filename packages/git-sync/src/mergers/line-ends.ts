import type { FileMerge, PartialMerger, Sides } from './file-merge.ts';
import { mergeRuns, splitLines, type Run } from './merge-lines.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Runs a merger on texts with the same line ends, a final newline and no byte order mark, and gives its result the
 * convention of ours where ours changed it against base, else that of theirs. The line numbers are those of the inputs.
 * Undefined where the convention to give is a mixture of line ends, or where the merger gives nothing.
 */
export function withLineEnds(merger: PartialMerger): PartialMerger {
  return (base, ours, theirs) => {
    const lineEnd = chosen({ base: lineEndOf(base), ours: lineEndOf(ours), theirs: lineEndOf(theirs) });
    const merge = lineEnd === 'mixed' ? undefined : merger(normalise(base), normalise(ours), normalise(theirs));
    if (merge === undefined) return undefined;
    const isEnded = chosen({ base: isLineEnded(base), ours: isLineEnded(ours), theirs: isLineEnded(theirs) });
    const isMarked = chosen({ base: isBomFirst(base), ours: isBomFirst(ours), theirs: isBomFirst(theirs) });
    let text = isEnded === false ? merge.text.replace(/\n$/u, '') : merge.text;
    if (lineEnd === 'crlf') text = text.replaceAll('\n', '\r\n');
    return { ...merge, text: isMarked === true ? BYTE_ORDER_MARK + text : text };
  };
}

/** Three-way merge by lines that does not see white space at the end of a line. */
export function mergeTrimmedLines(base: string, ours: string, theirs: string): FileMerge {
  return mergeRuns({ base: toRuns(base), ours: toRuns(ours), theirs: toRuns(theirs) });
}

function toRuns(text: string): readonly Run[] {
  return splitLines(text).map((line) => ({ key: line.trimEnd(), text: line }));
}

function chosen<T>({ base, ours, theirs }: Sides<T | undefined>): T | undefined {
  return ours === undefined || ours === base ? (theirs ?? ours) : ours;
}

function lineEndOf(text: string): 'lf' | 'crlf' | 'mixed' | undefined {
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  if (all === 0) return undefined;
  if (windows === 0) return 'lf';
  return windows === all ? 'crlf' : 'mixed';
}

function isLineEnded(text: string): boolean | undefined {
  return text === '' ? undefined : text.endsWith('\n');
}

function isBomFirst(text: string): boolean {
  return text.startsWith(BYTE_ORDER_MARK);
}

function normalise(text: string): string {
  const plain = (isBomFirst(text) ? text.slice(1) : text).replaceAll('\r\n', '\n');
  return plain === '' || plain.endsWith('\n') ? plain : `${plain}\n`;
}
