import type { Build, Commit, MergeRequest } from '@amplication/contract';
import type { BuildRow, CommitRow, MergeRequestRow } from '@amplication/store';

/** A stored build as clients see it. */
export function toBuild(row: BuildRow): Build {
  return {
    id: row.id,
    commitId: row.commitId,
    projectId: row.projectId,
    serviceId: row.serviceId,
    serviceName: row.serviceName,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    generatorVersion: row.generatorVersion,
    generationId: row.generationId,
    message: row.message,
    errorCode: row.errorCode,
    gitCommitId: row.gitCommitId,
    repository: row.repository,
    mergeRequest: row.mergeRequest === null ? null : toMergeRequest(row.mergeRequest),
    changes: row.changes,
    conflicts: [...row.conflicts],
  };
}

/** A stored merge request as clients see it. */
export function toMergeRequest(row: MergeRequestRow): MergeRequest {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    webUrl: row.webUrl,
    state: row.state,
    draft: row.draft,
    hasConflicts: row.hasConflicts,
    sourceBranch: row.sourceBranch,
    targetBranch: row.targetBranch,
    mergedAt: row.mergedAt?.toISOString() ?? null,
    mergedBy: row.mergedBy,
    mergeCommit: row.mergeCommit,
    squashCommit: row.squashCommit,
    mergeability: row.mergeability,
    mergeabilityDetail: row.mergeabilityDetail,
    pipeline: row.pipelineStatus === null ? null : { status: row.pipelineStatus, webUrl: row.pipelineUrl },
    approvals: row.approvals === null ? null : { ...row.approvals, approvedBy: [...row.approvals.approvedBy] },
  };
}

/** A stored commit with its builds as clients see it. */
export function toCommit(row: CommitRow, builds: readonly BuildRow[]): Commit {
  return {
    id: row.id,
    number: row.number,
    projectId: row.projectId,
    message: row.message,
    author: row.author,
    createdAt: row.createdAt.toISOString(),
    builds: builds.filter((build) => build.commitId === row.id).map(toBuild),
  };
}
