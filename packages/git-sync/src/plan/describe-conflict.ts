import { createHash } from 'node:crypto';
import type { SyncConflict, SyncedService } from '../ports.ts';
import type { FileConflict } from './merge-trees.ts';
import type { Tree } from './tree.ts';

/** Whose file it is, and under which key. */
export interface FileOwner {
  readonly service: SyncedService;
  readonly key: string;
}

/** What is told and stored of a file that could not be joined; `tree` is the result. */
export function toConflict(conflict: FileConflict, owner: FileOwner | undefined, tree: Tree): SyncConflict {
  const key = owner?.key ?? conflict.original;
  const { path, kind, base, ours, theirs } = conflict;
  const whole = toNotice(owner?.service, key, { path, kind, base: base?.id, ours: ours?.id, theirs: theirs?.id });
  return {
    ...whole,
    result: tree.get(path)?.id,
    hunks:
      conflict.hunks.length === 0
        ? whole.hunks
        : conflict.hunks.map(({ theirsText, ...ranges }) => ({
            ...ranges,
            fingerprint: toFingerprint(owner?.service, key, theirsText),
          })),
  };
}

const NOWHERE = { start: 0, end: 0 };

/** A conflict of a whole file. */
export function toNotice(
  service: SyncedService | undefined,
  key: string,
  file: Pick<SyncConflict, 'path' | 'kind' | 'base' | 'ours' | 'theirs'>,
): SyncConflict {
  const fingerprint = toFingerprint(service, key, `${file.kind} ${file.theirs ?? 'nothing'}`);
  return {
    ...file,
    serviceId: service?.id,
    hunks: [{ base: NOWHERE, ours: NOWHERE, theirs: NOWHERE, result: NOWHERE, fingerprint }],
  };
}

/** Names a generated text of a file, wherever the file is called and whatever stands around it. */
function toFingerprint(service: SyncedService | undefined, key: string, text: string): string {
  return createHash('sha256')
    .update(JSON.stringify([service?.id ?? '', key, text]))
    .digest('hex');
}

/** The conflicts without the hunks that a person decided about. */
export function leaveOutResolved(
  conflicts: readonly SyncConflict[],
  resolved: ReadonlySet<string>,
): readonly SyncConflict[] {
  return conflicts.flatMap((conflict) => {
    const hunks = conflict.hunks.filter(({ fingerprint }) => !resolved.has(fingerprint));
    return hunks.length === 0 ? [] : [{ ...conflict, hunks }];
  });
}
