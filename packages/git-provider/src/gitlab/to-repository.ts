import type { Repository, UnavailableReason } from '../repositories.ts';
import type { RawRepository } from './schemas.ts';

const developer = 30;
const mergeMethods = ['merge', 'rebase_merge', 'ff'] as const;
const squashOptions = ['never', 'always', 'default_on', 'default_off'] as const;

/** A GitLab project in our words. `canPush` is for answers in which GitLab leaves out the permissions. */
export function toRepository(baseUrl: string, raw: RawRepository, canPush?: boolean): Repository {
  const defaultBranch = raw.empty_repo === true ? null : (raw.default_branch ?? null);
  const accessLevel = levelOf(raw);
  return {
    id: raw.id,
    name: raw.name,
    path: raw.path_with_namespace,
    namespaceId: raw.namespace.id,
    namespacePath: raw.namespace.full_path,
    description: raw.description ?? '',
    visibility: raw.visibility,
    defaultBranch,
    isEmpty: defaultBranch === null,
    isArchived: raw.archived === true,
    isMirror: raw.mirror === true,
    accessLevel,
    mergeMethod: mergeMethods.find((method) => method === raw.merge_method) ?? null,
    squashOption: squashOptions.find((option) => option === raw.squash_option) ?? null,
    createdAt: raw.created_at,
    url: raw.web_url,
    // Not GitLab's own field: a credential must never follow an address that the host names.
    gitUrl: `${baseUrl.replace(/\/+$/, '')}/${raw.path_with_namespace}.git`,
    unavailableReason: toUnavailableReason(raw, canPush ?? (accessLevel ?? 0) >= developer),
  };
}

function toUnavailableReason(raw: RawRepository, canPush: boolean): UnavailableReason | undefined {
  if ((raw.marked_for_deletion_on ?? raw.marked_for_deletion_at ?? null) !== null) return 'being-deleted';
  if (raw.archived === true) return 'archived';
  if (raw.mirror === true) return 'mirror';
  if (raw.merge_requests_enabled === false || raw.merge_requests_access_level === 'disabled')
    return 'merge-requests-disabled';
  return canPush ? undefined : 'no-push-permission';
}

// An administrator has neither access and may do everything: GitLab then leaves both empty, and so do some lists.
function levelOf({ permissions }: RawRepository): number | null {
  const levels = [permissions?.project_access?.access_level, permissions?.group_access?.access_level];
  const known = levels.filter((level) => level !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}
