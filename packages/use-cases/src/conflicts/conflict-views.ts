import { LONGEST_RESULT, type ConflictDetail, type FileConflict } from '@amplication/contract';
import { needsDecision } from '@amplication/domain';
import type { ConflictRow } from '@amplication/store';
import { toMergeRequest } from '../building/views.ts';
import { listChoices } from './conflict-choices.ts';

/** A stored conflict as clients see it. */
export function toFileConflict(row: ConflictRow): FileConflict {
  return {
    id: row.id,
    projectId: row.projectId,
    path: row.path,
    kind: row.kind,
    state: row.state,
    needsDecision: needsDecision(row),
    choices: listChoices(row),
    serviceId: row.serviceId,
    serviceName: row.serviceName,
    buildId: row.buildId,
    commitNumber: row.commitNumber,
    branch: row.branch,
    repository: row.repository,
    mergeRequest: row.mergeRequest === null ? null : toMergeRequest(row.mergeRequest),
    decidedBy: row.decider,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The same with the texts of its sides, from their bytes by address. */
export function toConflictDetail(row: ConflictRow, contents: ReadonlyMap<string, Buffer>): ConflictDetail {
  const toSide = (hash: string | null): ConflictDetail['base'] => {
    const bytes = hash === null ? undefined : contents.get(hash);
    return bytes === undefined ? null : { size: bytes.byteLength, text: readText(bytes) ?? null };
  };
  return {
    ...toFileConflict(row),
    hunks: row.kind !== 'content' ? [] : row.hunks.map(({ fingerprint: _fingerprint, ...ranges }) => ranges),
    base: toSide(row.baseHash),
    ours: toSide(row.oursHash),
    theirs: toSide(row.theirsHash),
    result: toSide(row.resultHash),
  };
}

/** The text of a file that can be edited here and gives its bytes back; undefined for any other. */
export function readText(bytes: Buffer): string | undefined {
  if (bytes.byteLength > LONGEST_RESULT || bytes.includes(0)) return undefined;
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}
