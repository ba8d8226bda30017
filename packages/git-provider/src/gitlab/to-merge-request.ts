import type { DiffRefs, MergeRequest } from '../merge-requests.ts';
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
    pipelineUrl: raw.head_pipeline?.web_url ?? null,
    milestoneId: raw.milestone?.id ?? null,
    mergeError: raw.merge_error ?? null,
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

// The last two rows are words of `merge_status`, from before there was a detailed one.
const mergeabilities: Readonly<Record<string, MergeRequest['mergeability']>> = {
  preparing: 'checking',
  unchecked: 'checking',
  checking: 'checking',
  approvals_syncing: 'checking',
  mergeable: 'mergeable',
  conflict: 'conflicted',
  can_be_merged: 'mergeable',
  cannot_be_merged: 'conflicted',
  cannot_be_merged_recheck: 'checking',
};

function toMergeability(raw: RawMergeRequest, detail: string): MergeRequest['mergeability'] {
  const known = Object.hasOwn(mergeabilities, detail) ? mergeabilities[detail] : undefined;
  // GitLab names a draft before it names a conflict, and `has_conflicts` means one only when the merge was tried.
  const isChecked = raw.has_conflicts === true && raw.merge_status === 'cannot_be_merged';
  const isConflictedDraft = detail === 'draft_status' && isChecked;
  return known ?? (isConflictedDraft ? 'conflicted' : 'blocked');
}

function toDiffRefs({ diff_refs: refs }: RawMergeRequest): DiffRefs | null {
  const { base_sha: baseSha, start_sha: startSha, head_sha: headSha } = refs ?? {};
  return baseSha == null || startSha == null || headSha == null ? null : { baseSha, startSha, headSha };
}
