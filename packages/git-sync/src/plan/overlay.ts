import { toTree } from './entry-index.ts';
import type { LedgerEntry } from '../ports.ts';
import { isSameFile, type Tree, type TreeFile } from './tree.ts';

/** One service's part in a lift. */
export interface LiftedService {
  readonly base: readonly LedgerEntry[];
  readonly theirs: readonly LedgerEntry[];
}

/** What all services of a branch generated before, and what they generate now. */
export interface Overlay {
  readonly base: Tree;
  readonly theirs: Tree;
}

/**
 * One base and one theirs of all services. Where several have a path, theirs is what is new to all of them, and base what
 * ours has: services that were built at different times agree, whoever comes first. Throws for a path that leaves the
 * repository.
 */
export function overlay(ours: Tree, services: readonly LiftedService[]): Overlay {
  const [only, ...others] = services;
  if (only !== undefined && others.length === 0) return { base: toTree(only.base), theirs: toTree(only.theirs) };
  const before = group(services.map((service) => service.base));
  const after = group(services.map((service) => service.theirs));
  const base = new Map<string, TreeFile>();
  const theirs = new Map<string, TreeFile>();
  const isOurs = (path: string) => (file: TreeFile) => isSameFile(file, ours.get(path));
  for (const [path, files] of after) {
    const earlier = before.get(path) ?? [];
    const fresh = files.findLast((file) => earlier.every((other) => !isSameFile(file, other)));
    const chosen = fresh ?? files.find(isOurs(path)) ?? files.at(-1);
    if (chosen !== undefined) theirs.set(path, chosen);
  }
  for (const [path, files] of before) {
    // Where nothing is new, nothing changes: an edit is not to be undone by the other service's older bytes.
    const unchanged = files.find((file) => isSameFile(file, theirs.get(path)));
    const chosen = unchanged ?? files.find(isOurs(path)) ?? files.at(-1);
    if (chosen !== undefined) base.set(path, chosen);
  }
  return { base, theirs };
}

function group(services: readonly (readonly LedgerEntry[])[]): ReadonlyMap<string, readonly TreeFile[]> {
  const files = new Map<string, TreeFile[]>();
  for (const [path, file] of services.flatMap((entries) => [...toTree(entries)])) {
    const others = files.get(path);
    if (others === undefined) files.set(path, [file]);
    else others.push(file);
  }
  return files;
}
