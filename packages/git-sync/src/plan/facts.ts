import type { ServiceId } from '@amplication/domain';
import type { CommitId, History } from '@amplication/git';
import type { Generation, Origin } from '../ports.ts';
import type { Tree } from './tree.ts';

/** One thing that a plan must know and cannot decide. */
export type Question =
  | { readonly kind: 'history'; readonly a: CommitId; readonly b: CommitId }
  /** All files of a commit (or of a tree, by its id). */
  | { readonly kind: 'tree'; readonly id: string }
  | { readonly kind: 'generation'; readonly serviceId: ServiceId; readonly id: string }
  /** Ids of the generations of a service that ever reached the remote, oldest first. */
  | { readonly kind: 'pushed'; readonly serviceId: ServiceId }
  | { readonly kind: 'blob'; readonly id: string }
  /** No answer: a commit will need it, so it is to be fetched with the rest. */
  | { readonly kind: 'present'; readonly id: string }
  /** Where a service ever generated exactly these bytes. */
  | { readonly kind: 'origins'; readonly serviceId: ServiceId; readonly id: string }
  /** What git itself, with GitLab's eyes, makes of merging two commits. */
  | { readonly kind: 'plain-merge'; readonly ours: CommitId; readonly theirs: CommitId };

/** What git makes of a merge: undefined when it finds a conflict. */
export type PlainMerge = Tree | undefined;

/** The answers so far. A look at something that nobody asked for is a fault and throws. */
export interface Facts {
  readonly isKnown: (question: Question) => boolean;
  readonly history: (a: CommitId, b: CommitId) => History;
  readonly tree: (id: string) => Tree;
  /** undefined: no generation of this service has the id. */
  readonly generation: (serviceId: ServiceId, id: string) => Generation | undefined;
  readonly pushed: (serviceId: ServiceId) => readonly string[];
  readonly origins: (serviceId: ServiceId, id: string) => readonly Origin[];
  /** undefined: too large to be merged. */
  readonly blob: (id: string) => Buffer | undefined;
  readonly plainMerge: (ours: CommitId, theirs: CommitId) => PlainMerge;
  /** Adds bytes that the plan made, and returns git's id of them. */
  readonly add: (content: Buffer) => string;
}

/**
 * A computation that stops where it needs to know something. It is pure: the same answers give the same result, whoever
 * finds them (git and a database, or a test's memory).
 */
export type Asking<Result> = Generator<readonly Question[], Result, void>;

/** Stops until all of these are known. */
export function* ask(facts: Facts, questions: readonly Question[]): Asking<void> {
  const open = questions.filter((question) => !facts.isKnown(question));
  if (open.length > 0) yield open;
}

/** Computes several things side by side, so that what they ask for is found in one go. */
export function* together<Result>(computations: readonly Asking<Result>[]): Asking<readonly Result[]> {
  const results = new Map<number, Result>();
  for (;;) {
    const questions: Question[] = [];
    for (const [index, computation] of computations.entries()) {
      if (results.has(index)) continue;
      const step = computation.next();
      if (step.done === true) results.set(index, step.value);
      else questions.push(...step.value);
    }
    if (results.size === computations.length) break;
    yield questions;
  }
  return computations.map((_, index) => results.get(index) as Result);
}

/** Names a question, so that its answer can be kept. */
export function toQuestionKey(question: Question): string {
  switch (question.kind) {
    case 'history':
      return `history ${question.a} ${question.b}`;
    case 'tree':
    case 'blob':
    case 'present':
      return `${question.kind} ${question.id}`;
    case 'generation':
      return `generation ${question.serviceId} ${question.id}`;
    case 'origins':
      return `origins ${question.serviceId} ${question.id}`;
    case 'pushed':
      return `pushed ${question.serviceId}`;
    case 'plain-merge':
      return `plain-merge ${question.ours} ${question.theirs}`;
  }
}
