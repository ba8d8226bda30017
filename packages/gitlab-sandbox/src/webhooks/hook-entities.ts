import type { GitCommit } from '@amplication/git';
import { findNamespace, fullPathOf } from '../access.ts';
import { presentUser } from '../rest/present-user.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';

export type HookContext = Pick<SandboxContext, 'state' | 'url' | 'dataDir'>;

const visibilityLevels = { private: 0, internal: 10, public: 20 } as const;

/** The project as deliveries show it. */
export function hookProject(context: HookContext, project: Project): Record<string, unknown> {
  const fullPath = fullPathOf(context.state, project);
  const webUrl = `${context.url()}/${fullPath}`;
  const sshUrl = `git@${new URL(context.url()).hostname}:${fullPath}.git`;
  return {
    id: project.id,
    name: project.name,
    description: project.description ?? '',
    web_url: webUrl,
    avatar_url: null,
    git_ssh_url: sshUrl,
    git_http_url: `${webUrl}.git`,
    namespace: findNamespace(context.state, project.namespaceId)?.name ?? '',
    visibility_level: visibilityLevels[project.visibility],
    path_with_namespace: fullPath,
    default_branch: project.defaultBranch,
    ci_config_path: '',
    homepage: webUrl,
    url: sshUrl,
    ssh_url: sshUrl,
    http_url: `${webUrl}.git`,
  };
}

/** The older, smaller form of the project that most deliveries repeat. */
export function hookRepository(context: HookContext, project: Project): Record<string, unknown> {
  const all = hookProject(context, project);
  const names = ['name', 'url', 'description', 'homepage', 'git_http_url', 'git_ssh_url', 'visibility_level'];
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** Who did it. The address is hidden, as it is unless people make it public. */
export function hookUser(context: HookContext, user: User): Record<string, unknown> {
  const { id, name, username, avatar_url } = presentUser(context, user);
  return { id, name, username, avatar_url, email: '[REDACTED]' };
}

/** The people of these ids, with their addresses hidden. */
export function hookUsers(context: HookContext, ids: readonly number[]): readonly unknown[] {
  return ids.flatMap((id) => {
    const user = context.state.users.find((one) => one.id === id);
    return user === undefined ? [] : [hookUser(context, user)];
  });
}

/** A commit with its title, time, address and author. */
export function hookCommit(context: HookContext, project: Project, commit: GitCommit): Record<string, unknown> {
  return {
    id: commit.id,
    message: commit.message,
    title: commit.message.split('\n', 1)[0] ?? '',
    timestamp: commit.author.date,
    url: `${context.url()}/${fullPathOf(context.state, project)}/-/commit/${commit.id}`,
    author: { name: commit.author.name, email: commit.author.email },
  };
}

/** Labels with their colors and ids. */
export function hookLabels(context: HookContext, mergeRequest: Pick<MergeRequest, 'labels' | 'projectId'>): unknown[] {
  return mergeRequest.labels.flatMap((name) => {
    const label = context.state.labels.find(
      (one) => one.name === name && (one.projectId === mergeRequest.projectId || one.projectId === null),
    );
    if (label === undefined) return [];
    return [
      {
        id: label.id,
        title: label.name,
        color: label.color,
        project_id: label.projectId,
        created_at: toHookTime(label.createdAt),
        updated_at: toHookTime(label.createdAt),
        template: false,
        description: label.description,
        type: label.projectId === null ? 'GroupLabel' : 'ProjectLabel',
        group_id: label.groupId,
      },
    ];
  });
}

/** `2026-01-02 03:04:05 UTC`, as deliveries print most times. */
export function toHookTime(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
}
