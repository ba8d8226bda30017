import type { PartialMerger, TheirsBy } from './file-merge.ts';
import { mergeElements } from './merge-elements.ts';
import { findParser } from './syntax.ts';

/**
 * A merger for JSON with or without comments: by key, recursively, in the text and order of ours. Arrays of scalars and
 * of objects with a name, id or path merge by item, others as a whole. In a package.json the user's versions, scripts
 * and engines stay without a conflict, unless theirs is another person's.
 */
export function jsonMerger(
  path: string,
  parse = findParser(path),
  theirsBy: TheirsBy = 'generator',
): PartialMerger | undefined {
  if (parse === undefined || !/\.jsonc?$/iu.test(path)) return undefined;
  const isManifest = /(?:^|\/)package\.json$/u.test(path);
  const keepsOurs = isManifest && theirsBy === 'generator' ? isOwnEntry : () => false;
  return (baseText, oursText, theirsText) => {
    const [base, ours, theirs] = [parse(baseText), parse(oursText), parse(theirsText)];
    if (base === undefined || ours === undefined || theirs === undefined) return undefined;
    return mergeElements({ base, ours, theirs }, parse, { additive: true, joinsAdded: () => true, keepsOurs });
  };
}

const OWN_SECTIONS: ReadonlySet<string> = new Set(
  ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'engines', 'scripts'].map(
    (section) => `member ${section}`,
  ),
);

function isOwnEntry([, section, entry]: readonly string[]): boolean {
  return section !== undefined && entry !== undefined && OWN_SECTIONS.has(section);
}
