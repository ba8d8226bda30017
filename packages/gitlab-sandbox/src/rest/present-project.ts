import { ancestorsOf, findNamespace, fullPathOf, groupLevelOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { renderMarkdown } from '../web/markdown.ts';
import { presentNamespace } from './present-group.ts';
import { unchangingSettings } from './unchanging-settings.ts';
import { presentUserById } from './present-user.ts';

type ProjectContext = Pick<SandboxContext, 'url' | 'state'>;

/** What names a project in other entities. */
export function presentIdentity(context: ProjectContext, project: Project): Record<string, unknown> {
  const all = presentSimpleProject(context, project);
  const names = ['id', 'description', 'name', 'name_with_namespace', 'path', 'path_with_namespace', 'created_at'];
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** The fields that `simple=true` and anonymous callers get. */
export function presentSimpleProject(context: ProjectContext, project: Project): Record<string, unknown> {
  const { state } = context;
  const fullPath = fullPathOf(state, project);
  const namespace = findNamespace(state, project.namespaceId);
  const webUrl = `${context.url()}/${fullPath}`;
  return {
    id: project.id,
    description: project.description,
    name: project.name,
    name_with_namespace: [...namesOf(state, project), project.name].join(' / '),
    path: project.path,
    path_with_namespace: fullPath,
    created_at: project.createdAt,
    default_branch: project.defaultBranch,
    tag_list: project.topics,
    topics: project.topics,
    ssh_url_to_repo: `git@${new URL(context.url()).hostname}:${fullPath}.git`,
    http_url_to_repo: `${webUrl}.git`,
    web_url: webUrl,
    readme_url: project.defaultBranch === null ? null : `${webUrl}/-/blob/${project.defaultBranch}/README.md`,
    forks_count: state.projects.filter((one) => one.forkedFromId === project.id).length,
    avatar_url: null,
    star_count: 0,
    last_activity_at: project.lastActivityAt,
    visibility: project.visibility,
    namespace: namespace === undefined ? null : presentNamespace(context, namespace),
  };
}

const features = [
  'repository',
  'wiki',
  'builds',
  'snippets',
  'pages',
  'analytics',
  'container_registry',
  'releases',
  'environments',
  'feature_flags',
  'forking',
  'infrastructure',
  'monitor',
  'requirements',
];

function namesOf(state: ProjectContext['state'], project: Project): readonly string[] {
  const groups = ancestorsOf(state, project.namespaceId).map(({ name }) => name);
  return groups.length > 0 ? [...groups].reverse() : [findNamespace(state, project.namespaceId)?.name ?? ''];
}

function presentOrigin(context: ProjectContext, project: Project): Record<string, unknown> {
  const origin = context.state.projects.find(({ id }) => id === project.forkedFromId);
  return origin === undefined ? {} : { forked_from_project: presentSimpleProject(context, origin) };
}

/** The whole project, without what depends on the caller. */
export function presentProject(context: ProjectContext, project: Project): Record<string, unknown> {
  const api = `${context.url()}/api/v4/projects/${project.id}`;
  const links = ['issues', 'merge_requests', 'labels', 'events', 'members', 'cluster_agents'];
  const owner = context.state.users.find((user) => user.namespaceId === project.namespaceId);
  const openIn = (enabled: boolean): string => (enabled ? 'enabled' : 'disabled');
  return {
    ...presentSimpleProject(context, project),
    ...presentOrigin(context, project),
    ...unchangingSettings,
    container_registry_image_prefix: `${new URL(context.url()).host}/${fullPathOf(context.state, project)}`,
    _links: {
      self: api,
      ...Object.fromEntries(links.map((name) => [name, `${api}/${name}`])),
      repo_branches: `${api}/repository/branches`,
    },
    packages_enabled: true,
    empty_repo: project.defaultBranch === null,
    archived: project.archived,
    ...(owner === undefined ? {} : { owner: presentUserById(context, owner.id) }),
    ...Object.fromEntries(features.map((name) => [`${name}_access_level`, 'enabled'])),
    merge_requests_access_level: openIn(project.mergeRequestsEnabled),
    issues_access_level: openIn(project.issuesEnabled),
    issues_enabled: project.issuesEnabled,
    merge_requests_enabled: project.mergeRequestsEnabled,
    can_create_merge_request_in: project.mergeRequestsEnabled && !project.archived,
    creator_id: project.creatorId,
    import_status: project.forkedFromId === null ? 'none' : 'finished',
    import_error: null,
    open_issues_count: context.state.issues.filter((one) => one.projectId === project.id && one.state === 'opened')
      .length,
    description_html: renderMarkdown(project.description ?? '').text,
    updated_at: project.updatedAt,
    shared_with_groups: [],
    only_allow_merge_if_pipeline_succeeds: project.onlyAllowMergeIfPipelineSucceeds,
    allow_merge_on_skipped_pipeline: project.allowMergeOnSkippedPipeline,
    approvals_before_merge: project.approvalsRequired,
    only_allow_merge_if_all_discussions_are_resolved: project.onlyAllowMergeIfAllDiscussionsAreResolved,
    remove_source_branch_after_merge: project.removeSourceBranchAfterMerge,
    printing_merge_request_link_enabled: true,
    merge_method: project.mergeMethod,
    squash_option: project.squashOption,
    marked_for_deletion_at: project.markedForDeletionOn,
    marked_for_deletion_on: project.markedForDeletionOn,
  };
}

/** The whole project with the caller's permissions, as the single project and membership lists show it. */
export function presentProjectWithAccess(
  context: ProjectContext,
  project: Project,
  user: User | undefined,
): Record<string, unknown> {
  const { state } = context;
  const own = state.memberships.find((one) => one.projectId === project.id && one.userId === user?.id);
  const personal = user !== undefined && user.namespaceId === project.namespaceId;
  const groupLevel = groupLevelOf(state, user, project.namespaceId);
  const access = (level: number | undefined): unknown =>
    level === undefined || level === 0 ? null : { access_level: level, notification_level: 3 };
  return {
    ...presentProject(context, project),
    permissions: { project_access: access(personal ? 50 : own?.accessLevel), group_access: access(groupLevel) },
  };
}
