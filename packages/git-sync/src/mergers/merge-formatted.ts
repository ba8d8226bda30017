import type { FileMerge, PartialMerger } from './file-merge.ts';
import { mergeElements } from './merge-elements.ts';
import { mergeRuns, splitLines, type Run } from './merge-lines.ts';
import { toElementTree } from './element-tree.ts';
import { findParser } from './syntax.ts';

/**
 * A merger for files of this path that does not see formatting. Where a parser reads the language, two texts with the
 * same tokens (quotes, trailing commas, optional semicolons and white space apart) are the same; elsewhere two lines
 * with the same words. Where ours only formatted, the result is always clean.
 */
export function formattedMerger(path: string, parse = findParser(path)): PartialMerger {
  if (parse === undefined) return isWordy(path) ? mergeWords : () => undefined;
  return (baseText, oursText, theirsText) => {
    const [base, ours, theirs] = [parse(baseText), parse(oursText), parse(theirsText)];
    if (base === undefined || ours === undefined || theirs === undefined) return undefined;
    const merge = mergeElements({ base, ours, theirs }, parse, { additive: false, joinsAdded: () => false });
    if (merge?.kind === 'merged') return merge;
    const key = toElementTree(base).key;
    if (toElementTree(ours).key === key) return { kind: 'merged', text: theirsText };
    return toElementTree(theirs).key === key ? { kind: 'merged', text: oursText } : merge;
  };
}

/** Kinds of text in which the amount of white space means nothing, or next to nothing. */
function isWordy(path: string): boolean {
  return /(?:^|\/)dockerfile[^/]*$|\.(?:md|mdx|txt|prisma|sql|css|scss|less|html|xml|graphql|gql)$/iu.test(path);
}

function mergeWords(base: string, ours: string, theirs: string): FileMerge {
  return mergeRuns({ base: toRuns(base), ours: toRuns(ours), theirs: toRuns(theirs) });
}

/** Blank lines belong to the line below them. */
function toRuns(text: string): readonly Run[] {
  const runs: Run[] = [];
  let blank = '';
  for (const line of splitLines(text)) {
    const key = line.trim().replace(/\s+/gu, ' ');
    blank += line;
    if (key === '') continue;
    runs.push({ key, text: blank });
    blank = '';
  }
  return blank === '' ? runs : [...runs, { key: '', text: blank }];
}
