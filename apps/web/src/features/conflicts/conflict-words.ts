import type { ConflictChoice, FileConflict } from '@amplication/contract';
import type { MantineColor } from '@mantine/core';

type Kind = FileConflict['kind'];

/** What a button for a decision says, by what the conflict is about. */
export function toChoiceLabel(kind: Kind, choice: Exclude<ConflictChoice, 'edit'>): string {
  if (choice === 'keep') {
    if (kind === 'delete-modify') return 'Leave it deleted';
    return kind === 'held-back' ? 'Leave it as it is' : 'Keep mine';
  }
  if (kind === 'delete-modify') return 'Restore';
  return kind === 'held-back' ? 'Bring up to date' : 'Take generated';
}

/** Where a conflict is, in a word. */
export function toStateView({ state, needsDecision }: Pick<FileConflict, 'state' | 'needsDecision'>): {
  readonly label: string;
  readonly color: MantineColor;
} {
  switch (state) {
    case 'open':
      return needsDecision ? { label: 'to decide', color: 'orange' } : { label: 'to know', color: 'gray' };
    case 'kept':
      return { label: 'kept', color: 'green' };
    case 'taken':
      return { label: 'generated taken', color: 'green' };
    case 'edited':
      return { label: 'edited', color: 'green' };
    case 'settled':
      return { label: 'over', color: 'gray' };
  }
}

/** Who decided, for a sentence. */
export function toDecider({ state, decidedBy }: Pick<FileConflict, 'state' | 'decidedBy'>): string {
  if (state === 'settled') return 'A newer build, or the end of the merge request, overtook it';
  return decidedBy === null ? 'Decided in the merge request' : `Decided by ${decidedBy}`;
}
