import type { DiffRefs, MergeRequest } from '../git-provider.ts';
import type { RawMergeRequest } from './schemas.ts';

const states: Readonly<Record<string, MergeRequest['state']>> = {
  opened: 'open',
  locked: 'merging',
  merged: 'merged',
  closed: 'closed',
};

/** A GitLab merge request in our words. */
export function toMergeRequest(raw: RawMergeRequest): MergeRequest {
  const detail = raw.detailed_merge_status ?? raw.merge_status ?? 'unchecked';
  return {
    repositoryId: raw.project_id,
    number: raw.iid,
    title: raw.title,
    description: raw.description ?? '',
    state: states[raw.state] ?? 'closed',
    isDraft: raw.draft ?? false,
    sourceBranch: raw.source_branch,
    targetBranch: raw.target_branch,
    sourceTip: raw.sha ?? null,
    mergeCommit: raw.merge_commit_sha ?? null,
    squashCommit: raw.squash_commit_sha ?? null,
    mergeability: toMergeability(raw, detail),
    mergeabilityDetail: detail,
    labels: raw.labels,
    assigneeIds: raw.assignees?.map(({ id }) => id) ?? [],
    reviewerIds: raw.reviewers?.map(({ id }) => id) ?? [],
    squash: raw.squash ?? false,
    removeSourceBranch: raw.should_remove_source_branch ?? raw.force_remove_source_branch ?? false,
    diffRefs: toDiffRefs(raw),
    pipelineStatus: raw.head_pipeline?.status ?? null,
    url: raw.web_url,
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
    mergedAt: raw.merged_at ?? null,
    mergedBy: raw.merge_user?.username ?? raw.merged_by?.username ?? null,
    closedAt: raw.closed_at ?? null,
    closedBy: raw.closed_by?.username ?? null,
    closedById: raw.closed_by?.id ?? null,
  };
}

function toMergeability(raw: RawMergeRequest, detail: string): MergeRequest['mergeability'] {
  if (['preparing', 'unchecked', 'checking', 'approvals_syncing', 'cannot_be_merged_recheck'].includes(detail))
    return 'checking';
  if (detail === 'mergeable' || detail === 'can_be_merged') return 'mergeable';
  if (detail === 'conflict' || detail === 'cannot_be_merged') return 'conflicted';
  return detail === 'draft_status' && raw.has_conflicts === true ? 'conflicted' : 'blocked';
}

function toDiffRefs({ diff_refs: refs }: RawMergeRequest): DiffRefs | null {
  const { base_sha: baseSha, start_sha: startSha, head_sha: headSha } = refs ?? {};
  return baseSha == null || startSha == null || headSha == null ? null : { baseSha, startSha, headSha };
}
