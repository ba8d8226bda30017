import { diffNames, log, readCommit, toCommitId, type GitCommit } from '@amplication/git';
import { protectionOf } from '../access.ts';
import { findBranch } from '../projects/project-git.ts';
import { emptyTree } from '../projects/read-diffs.ts';
import { presentUser } from '../rest/present-user.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { fireHooks } from './fire-hooks.ts';
import { hookCommit, hookProject, hookRepository, type HookContext } from './hook-entities.ts';

/** A branch or tag that moved, appeared (`before` null) or went (`after` null). */
export interface RefChange {
  readonly kind: 'branch' | 'tag';
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

const maxRefs = 3;
const shownCommits = 20;
const zeros = '0'.repeat(40);

/** Tells the hooks about a push; one that moves more than three refs is told to nobody. */
export function firePushHooks(
  context: SandboxContext,
  project: Project,
  user: User,
  changes: readonly RefChange[],
  pushOptions: readonly string[] = [],
): void {
  if (changes.length > maxRefs) return;
  for (const change of changes) {
    const makeData = () => pushData(context, project, user, change, pushOptions);
    if (change.kind === 'tag') fireHooks(context, project, 'tag_push_events', makeData);
    else fireHooks(context, project, 'push_events', makeData, change.name);
  }
}

/** What a hook is told about one ref of a push. */
export async function pushData(
  context: HookContext,
  project: Project,
  user: User,
  change: RefChange,
  pushOptions: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const { commits, total } = await readPush(context, project, change);
  const kind = change.kind === 'tag' ? 'tag_push' : 'push';
  return {
    object_kind: kind,
    event_name: kind,
    before: change.before ?? zeros,
    after: change.after ?? zeros,
    ref: `refs/${change.kind === 'tag' ? 'tags' : 'heads'}/${change.name}`,
    ref_protected: change.kind === 'branch' && protectionOf(project, change.name) !== undefined,
    checkout_sha: change.after,
    message: null,
    user_id: user.id,
    user_name: user.name,
    user_username: user.username,
    user_email: null,
    user_avatar: presentUser(context, user)['avatar_url'],
    project_id: project.id,
    project: hookProject(context, project),
    commits: await Promise.all(commits.map((commit) => withFiles(context, project, commit))),
    total_commits_count: total,
    push_options: toOptions(pushOptions),
    repository: hookRepository(context, project),
  };
}

// A new branch brings what the default branch does not have.
async function readPush(
  context: HookContext,
  project: Project,
  change: RefChange,
): Promise<{ readonly commits: readonly GitCommit[]; readonly total: number }> {
  const gitDir = gitDirOf(context, project);
  if (change.after === null) return { commits: [], total: 0 };
  const after = toCommitId(change.after);
  if (change.kind === 'tag') return { commits: [await readCommit({ gitDir, id: after })], total: 1 };
  const main = project.defaultBranch;
  const known = main === null || main === change.name ? undefined : await findBranch(context, project, main);
  const exclude = change.before === null ? (known === undefined ? [] : [known]) : [toCommitId(change.before)];
  const commits = await log({ gitDir, tips: [after], exclude, limit: 1000 });
  return { commits: commits.slice(0, shownCommits).reverse(), total: commits.length };
}

async function withFiles(context: HookContext, project: Project, commit: GitCommit): Promise<Record<string, unknown>> {
  const from = commit.parents[0] ?? emptyTree;
  const names = await diffNames({ gitDir: gitDirOf(context, project), from, to: commit.id });
  const of = (status: string): readonly string[] => names.flatMap((one) => (one.status === status ? [one.path] : []));
  return {
    ...hookCommit(context, project, commit),
    added: of('added'),
    modified: of('modified'),
    removed: of('deleted'),
  };
}

function toOptions(pushOptions: readonly string[]): Record<string, unknown> {
  const options: Record<string, Record<string, unknown>> = {};
  for (const option of pushOptions) {
    const match = /^(\w+)\.(\w+)(?:=(.*))?$/s.exec(option);
    if (match === null) continue;
    const [, group = '', name = '', value] = match;
    options[group] = { ...options[group], [name]: value ?? true };
  }
  return options;
}
