import type { Repository, UnavailableReason } from '../git-provider.ts';
import type { RawRepository } from './schemas.ts';

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
