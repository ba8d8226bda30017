import {
  ensureMirror,
  fetchObjects,
  findRemoteBranch,
  isObjectId,
  openObjects,
  toBlobId,
  type GitRemote,
  type FindRemoteBranchOutcome,
} from '@amplication/git';
import { RemoteTrouble } from './gather.ts';

/** A mirror and the remote that it mirrors. */
export interface MirrorPlace {
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly signal?: AbortSignal | undefined;
}

/** Larger files are decided as a whole, without a look into them. */
const LARGEST_CONTENT = 8 * 1024 * 1024;

/**
 * Bytes of blobs by git's ids, from the mirror and in one request the remote. What is no blob there, and what is larger
 * than 8 MB, is left out. Throws `RemoteTrouble` when the remote does not answer.
 */
export async function readContents(
  { gitDir, remote, signal }: MirrorPlace,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const wanted = ids.filter(isObjectId);
  if (wanted.length === 0) return new Map();
  await ensureMirror({ gitDir });
  await using objects = openObjects({ gitDir, signal, largestObject: LARGEST_CONTENT });
  const there = await objects.has(wanted);
  const missing = wanted.filter((id) => !there.has(id)).map(toBlobId);
  const fetched = missing.length === 0 ? undefined : await fetchObjects({ gitDir, remote, signal, ids: missing });
  if (fetched?.kind === 'unreachable') throw new RemoteTrouble(fetched);
  const found = await objects.read(wanted);
  return new Map(
    [...found].flatMap(([id, { type, content }]) =>
      type !== 'blob' || content === undefined ? [] : [[id, content] as const],
    ),
  );
}

/** Whether the remote has the branch now; a failure when it cannot be asked. */
export async function findBranch(
  { gitDir, remote, signal }: MirrorPlace,
  branch: string,
): Promise<FindRemoteBranchOutcome> {
  await ensureMirror({ gitDir });
  return findRemoteBranch({ gitDir, remote, signal, branch });
}
