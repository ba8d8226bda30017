import type { ServiceId } from './ids.ts';

/** Why a generated change and a person's work do not go together as they are. */
export const CONFLICT_KINDS = [
  /** The same lines were changed on both sides. */
  'content',
  /** The repository had the file before it was generated. */
  'add-add',
  /** A file without lines was changed on both sides. */
  'binary',
  /** Something of the user's stands where the file would be. */
  'other',
  /** Two people: the sync branch and the base branch. */
  'base',
  /** A user deleted what the generator changed. */
  'delete-modify',
  /** A user edited what the generator deletes: theirs now. */
  'modify-delete',
  /** A lock file that a tool has to refresh. */
  'lock',
  /** Exactly what an older build made, though the marker names a newer one. */
  'held-back',
  /** Generated differently now, but ignored. */
  'ignored',
  /** A file of the user's in a folder that the generator renamed. */
  'left-behind',
] as const;
export type ConflictKind = (typeof CONFLICT_KINDS)[number];

/** Zero-based, half-open; an empty range lies before line `start`. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** Where the sides differ, and the name under which a decision on this generated text is remembered. */
export interface SyncConflictHunk {
  readonly base: LineRange;
  readonly ours: LineRange;
  readonly theirs: LineRange;
  readonly result: LineRange;
  /** Empty where nothing is remembered: between two people. */
  readonly fingerprint: string;
}

/** A person's work that the generated change does not go together with; the person's side is in the branch. */
export interface SyncConflict {
  readonly path: string;
  readonly kind: ConflictKind;
  /** Whose generated file it is; absent between two people. */
  readonly serviceId?: ServiceId | undefined;
  /** git's ids of the three sides, and of what is in the branch; absent where a side has no file. */
  readonly base?: string | undefined;
  readonly ours?: string | undefined;
  readonly theirs?: string | undefined;
  readonly result?: string | undefined;
  readonly hunks: readonly SyncConflictHunk[];
}

/** True when a person has to choose; the other kinds are told, and nothing waits for them. */
export function needsDecision({ kind }: Pick<SyncConflict, 'kind'>): boolean {
  return kind === 'content' || kind === 'add-add' || kind === 'binary' || kind === 'other';
}

/** True while somebody has something to settle: with the generator here, or with another person in GitLab. */
export function isOpenConflict(conflict: Pick<SyncConflict, 'kind'>): boolean {
  return needsDecision(conflict) || conflict.kind === 'base';
}

const WORDS: Readonly<Record<ConflictKind, string>> = {
  content: 'you and the generator changed the same lines; yours stay',
  'add-add': 'the repository had this file before it was generated; yours stays',
  binary: 'you and the generator changed a file that has no lines; yours stays',
  other: 'something of yours is in the way; it stays',
  base: 'the sync branch and the base branch were edited at the same lines; merge them in GitLab',
  'delete-modify': 'you deleted it and the generator changed it; it stays deleted',
  'modify-delete': 'no longer generated, but you edited it; it stays and is yours now',
  lock: 'you changed it or its package.json; yours stays: refresh it with your package manager',
  'held-back': 'it is as an older build made it, and stays so until you bring it up to date',
  ignored: 'ignored, and generated differently now; see .amplication/ignored',
  'left-behind': 'your file stays where it is; the folder around it was renamed',
};

/** What happened to a file, and what the branch has now: one clause, to be put after its path. */
export function toConflictWords(kind: ConflictKind): string {
  return WORDS[kind];
}
