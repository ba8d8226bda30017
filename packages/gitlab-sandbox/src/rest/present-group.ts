import { ancestorsOf, type Namespace } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Group } from '../state/sandbox-state.ts';

/** A namespace as lists and projects show it. */
export function presentNamespace(context: Pick<SandboxContext, 'url'>, namespace: Namespace): Record<string, unknown> {
  const page = namespace.kind === 'group' ? 'groups/' : '';
  return {
    id: namespace.id,
    name: namespace.name,
    path: namespace.path,
    kind: namespace.kind,
    full_path: namespace.fullPath,
    parent_id: namespace.parentId,
    avatar_url: null,
    web_url: `${context.url()}/${page}${namespace.fullPath}`,
  };
}

/** A group as `/groups` shows it. */
export function presentGroup(context: Pick<SandboxContext, 'url' | 'state'>, group: Group): Record<string, unknown> {
  const names = [...ancestorsOf(context.state, group.id)].reverse().map((one) => one.name);
  return {
    id: group.id,
    web_url: `${context.url()}/groups/${group.fullPath}`,
    name: group.name,
    path: group.path,
    description: group.description,
    visibility: group.visibility,
    share_with_group_lock: false,
    require_two_factor_authentication: false,
    two_factor_grace_period: 48,
    project_creation_level: group.projectCreationLevel,
    auto_devops_enabled: null,
    subgroup_creation_level: 'maintainer',
    emails_disabled: false,
    emails_enabled: true,
    mentions_disabled: null,
    lfs_enabled: true,
    default_branch: null,
    default_branch_protection: 2,
    default_branch_protection_defaults: {
      allowed_to_push: [{ access_level: 40 }],
      allow_force_push: false,
      allowed_to_merge: [{ access_level: 40 }],
    },
    avatar_url: null,
    request_access_enabled: true,
    full_name: names.join(' / '),
    full_path: group.fullPath,
    created_at: group.createdAt,
    parent_id: group.parentId,
    organization_id: 1,
    marked_for_deletion_on: group.markedForDeletionOn,
    archived: false,
    shared_runners_setting: 'enabled',
  };
}
