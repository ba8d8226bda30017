import type { MergeRequest, Repository, UnavailableReason } from '../git-provider.ts';
import type { RawMergeRequest, RawRepository } from './schemas.ts';

const developer = 30;

/** A GitLab project in our words. `canPush` is for lists in which GitLab leaves out the permissions. */
export function toRepository(baseUrl: string, raw: RawRepository, canPush?: boolean): Repository {
  return {
    id: raw.id,
    name: raw.name,
    path: raw.path_with_namespace,
    namespaceId: raw.namespace.id,
    namespacePath: raw.namespace.full_path,
    description: raw.description ?? '',
    visibility: raw.visibility,
    defaultBranch: raw.empty_repo === true ? null : (raw.default_branch ?? null),
    isEmpty: raw.empty_repo ?? (raw.default_branch ?? null) === null,
    url: raw.web_url,
    // Not GitLab's own field: a credential must never follow an address that the host names.
    gitUrl: `${baseUrl.replace(/\/$/, '')}/${raw.path_with_namespace}.git`,
    unavailableReason: toUnavailableReason(raw, canPush ?? levelOf(raw) >= developer),
  };
}

function toUnavailableReason(raw: RawRepository, canPush: boolean): UnavailableReason | undefined {
  if ((raw.marked_for_deletion_on ?? raw.marked_for_deletion_at ?? null) !== null) return 'being-deleted';
  if (raw.archived === true) return 'archived';
  if (raw.merge_requests_enabled === false || raw.merge_requests_access_level === 'disabled')
    return 'merge-requests-disabled';
  return canPush ? undefined : 'no-push-permission';
}

// An administrator has neither access and may do everything: GitLab then leaves both empty.
function levelOf(raw: RawRepository): number {
  const { permissions } = raw;
  return Math.max(permissions?.project_access?.access_level ?? 0, permissions?.group_access?.access_level ?? 0);
}

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
    url: raw.web_url,
    createdAt: raw.created_at,
    updatedAt: raw.updated_at,
    mergedAt: raw.merged_at ?? null,
    mergedBy: raw.merge_user?.username ?? raw.merged_by?.username ?? null,
    closedAt: raw.closed_at ?? null,
    closedBy: raw.closed_by?.username ?? null,
  };
}

function toMergeability(raw: RawMergeRequest, detail: string): MergeRequest['mergeability'] {
  if (['preparing', 'unchecked', 'checking', 'approvals_syncing', 'cannot_be_merged_recheck'].includes(detail))
    return 'checking';
  if (detail === 'mergeable' || detail === 'can_be_merged') return 'mergeable';
  if (detail === 'conflict' || detail === 'cannot_be_merged') return 'conflicted';
  return detail === 'draft_status' && raw.has_conflicts === true ? 'conflicted' : 'blocked';
}
