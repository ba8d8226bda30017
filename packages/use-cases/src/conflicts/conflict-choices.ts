import type { ConflictChoice } from '@amplication/contract';
import type { ConflictRow } from '@amplication/store';

/** What a person may decide about a conflict as it is stored; nothing when it is over. */
export function listChoices(row: Pick<ConflictRow, 'state' | 'kind' | 'serviceId' | 'theirsHash'>): ConflictChoice[] {
  if (row.state !== 'open' || row.serviceId === null) return [];
  const take: readonly ConflictChoice[] = row.theirsHash === null ? [] : ['take'];
  switch (row.kind) {
    case 'content':
    case 'add-add':
      return ['keep', ...take, 'edit'];
    case 'binary':
    case 'delete-modify':
    case 'held-back':
    case 'lock':
      return ['keep', ...take];
    case 'other':
      // Taking would delete what stands in the way.
      return ['keep'];
    case 'base':
    case 'modify-delete':
    case 'ignored':
    case 'left-behind':
      return [];
  }
}

/** The state that a decision leads to. */
export const STATE_OF = { keep: 'kept', take: 'taken', edit: 'edited' } as const satisfies Record<
  ConflictChoice,
  ConflictRow['state']
>;
