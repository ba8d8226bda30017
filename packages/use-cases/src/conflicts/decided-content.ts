import { createHash } from 'node:crypto';
import { Refusal, type FileMode } from '@amplication/domain';
import { takeGenerated, type FileResolution } from '@amplication/git-sync';
import { findGenerations, findOrigins, readBlobs, type ConflictRow, type Database } from '@amplication/store';
import { readText } from './conflict-views.ts';

/** What a person decided about an open conflict. */
export type Decision =
  | { readonly row: ConflictRow; readonly decision: 'keep' | 'take' }
  | { readonly row: ConflictRow; readonly decision: 'edit'; readonly content: string };

/** What each decided file shall be. Throws `Refusal` where the bytes for that are not at hand. */
export async function readResolutions(
  db: Database,
  decisions: readonly Decision[],
): Promise<readonly FileResolution[]> {
  const hashes = decisions.flatMap(({ row }) => [row.resultHash, row.theirsHash].flatMap((hash) => hash ?? []));
  const contents = await readBlobs(db, [...new Set(hashes)]);
  return Promise.all(
    decisions.map(async (decision): Promise<FileResolution> => {
      const { row } = decision;
      const result = contents.get(row.resultHash ?? '');
      return {
        path: row.path,
        resultId: row.resultGitId ?? undefined,
        result,
        content: toContent(decision, result, contents.get(row.theirsHash ?? '')),
        mode: row.resultGitId === null ? await findMode(db, row, contents.get(row.theirsHash ?? '')) : '100644',
      };
    }),
  );
}

/** True for an edit that changes nothing: that is keeping. */
export function isSame(decision: Decision, result: Buffer | undefined): boolean {
  return decision.decision === 'edit' && result?.equals(Buffer.from(decision.content)) === true;
}

function toContent(decision: Decision, result: Buffer | undefined, theirs: Buffer | undefined): Buffer {
  const { row } = decision;
  if (decision.decision === 'edit') {
    if (result !== undefined && readText(result) === undefined)
      throw new Refusal('invalid_input', `${row.path} is no text that can be edited here: edit it in the repository.`);
    return Buffer.from(decision.content);
  }
  const isByHunk = row.kind === 'content';
  const taken =
    theirs === undefined || !isByHunk
      ? theirs
      : result === undefined
        ? undefined
        : takeGenerated(result, theirs, row.hunks);
  if (taken === undefined)
    throw new Refusal('conflict', `${row.path} is too large to be decided here: change it in the repository.`);
  return taken;
}

/** The mode that the file was generated with. */
async function findMode(db: Database, row: ConflictRow, theirs: Buffer | undefined): Promise<FileMode> {
  if (row.serviceId === null || theirs === undefined) return '100644';
  const gitId = createHash('sha1').update(`blob ${theirs.byteLength}\0`).update(theirs).digest('hex');
  const origins = (await findOrigins(db, row.serviceId, [gitId])).get(gitId) ?? [];
  const serviceId = row.serviceId;
  const generations = await findGenerations(
    db,
    origins.map(({ generation }) => ({ serviceId, id: generation })),
  );
  const entries = generations.flatMap((generation) => generation.entries);
  return entries.find((entry) => entry.gitId === gitId && entry.path === row.path)?.mode ?? '100644';
}
