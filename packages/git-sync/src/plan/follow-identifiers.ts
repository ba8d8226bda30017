import type { Generation } from '../ports.ts';
import { countDifferentLines } from './text.ts';

/** Gives a text of the older generation the names of the newer one. */
export type RenameTokens = (text: string) => string;

/**
 * The names that changed between two generations, however far apart: identifiers are joined by role and stable id. A name
 * that would become two different ones is left alone.
 */
export function listRenamedIdentifiers(
  from: Pick<Generation, 'identifiers'>,
  to: Pick<Generation, 'identifiers'>,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const [role, before] of Object.entries(from.identifiers)) {
    const after = to.identifiers[role];
    if (after === undefined || before === '') continue;
    if (renamed.has(before) && renamed.get(before) !== after) ambiguous.add(before);
    renamed.set(before, after);
  }
  return new Map([...renamed].filter(([before, after]) => before !== after && !ambiguous.has(before)));
}

/** Replaces whole tokens, all at once: swapped names are swapped. */
export function renameTokens(renamed: ReadonlyMap<string, string>): RenameTokens {
  if (renamed.size === 0) return (text) => text;
  const longestFirst = [...renamed.keys()].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const tokens = longestFirst.map((token) => token.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)).join('|');
  const pattern = new RegExp(`(?<![\\w$])(?:${tokens})(?![\\w$])`, 'gu');
  return (text) => text.replaceAll(pattern, (token) => renamed.get(token) ?? token);
}

/**
 * Applies renamed names to base and ours, where that brings base nearer to what is generated now: then the file follows the
 * rename, and so do the edits in it.
 */
export function followIdentifiers(
  rename: RenameTokens,
  sides: { readonly base: string; readonly ours: string; readonly theirs: string },
): { readonly base: string; readonly ours: string } {
  const { base, ours, theirs } = sides;
  const renamed = rename(base);
  if (renamed === base) return { base, ours };
  const target = theirs.split('\n');
  const isNearer = countDifferentLines(renamed.split('\n'), target) < countDifferentLines(base.split('\n'), target);
  return isNearer ? { base: renamed, ours: rename(ours) } : { base, ours };
}
