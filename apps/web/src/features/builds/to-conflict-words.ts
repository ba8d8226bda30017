import type { Build } from '@amplication/contract';
import { assertNever } from '@amplication/domain';

type ConflictKind = Build['conflicts'][number]['kind'];

/** What is in conflict, and what the merge request has. */
export function toConflictWords(kind: ConflictKind): string {
  switch (kind) {
    case 'content':
      return 'you and the generator changed the same lines; yours are kept';
    case 'modify-delete':
      return 'you changed a file that is not generated any more; it is kept';
    case 'delete-modify':
      return 'you deleted a file that the generator changed; it stays deleted';
    case 'add-add':
      return 'you and the generator added different files of this name; yours is kept';
    case 'binary':
      return 'you and the generator changed a binary file; yours is kept';
    case 'base':
      return 'the target branch changed the same lines';
    case 'other':
      return 'could not be merged automatically';
    default:
      return assertNever(kind);
  }
}

/** Whether somebody must look at it: where one side deleted the file there is nothing to merge. */
export function isOpenConflict({ kind }: Build['conflicts'][number]): boolean {
  return kind !== 'modify-delete' && kind !== 'delete-modify';
}
