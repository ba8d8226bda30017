import type { Element } from './element-tree.ts';
import type { PartialMerger } from './file-merge.ts';
import { mergeElements } from './merge-elements.ts';
import { findParser } from './syntax.ts';

/**
 * A merger for TypeScript and JavaScript that unites what both sides added to the same list: imports, exports,
 * statements of the module, class members, properties, array items, enum members, types of a union. The same element added
 * by both in the same words is there once; under the same name with other words it is a conflict.
 */
export function additiveMerger(path: string, parse = findParser(path)): PartialMerger | undefined {
  if (parse === undefined) return undefined;
  return (baseText, oursText, theirsText) => {
    const [base, ours, theirs] = [parse(baseText), parse(oursText), parse(theirsText)];
    if (base === undefined || ours === undefined || theirs === undefined) return undefined;
    return mergeElements({ base, ours, theirs }, parse, { additive: true, joinsAdded });
  };
}

/** Two imports of one module, or two exports from it, are one. */
function joinsAdded({ identity }: Element): boolean {
  return identity.startsWith('import ') || identity.startsWith('export type ') || identity.startsWith('export value ');
}
