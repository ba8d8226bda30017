import { setHead, type CommitId } from '@amplication/git';
import { refreshMergeRequests } from '../merge-requests/refresh-merge-requests.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { firePushHooks, type RefChange } from '../webhooks/push-hooks.ts';
import { setDefaultBranch } from './set-default-branch.ts';

/** A branch that moved, appeared (`before` null) or went (`after` null). */
export interface BranchChange {
  readonly branch: string;
  readonly before: CommitId | null;
  readonly after: CommitId | null;
}

/** What came with a push besides its branches. */
export interface PushExtras {
  readonly tags?: readonly RefChange[];
  readonly pushOptions?: readonly string[];
}

/** What GitLab does once refs have moved, whoever moved them: first default branch, merge requests, activity, hooks. */
export async function afterPush(
  context: SandboxContext,
  project: Project,
  user: User,
  changes: readonly BranchChange[],
  extras: PushExtras = {},
): Promise<void> {
  const { tags = [], pushOptions = [] } = extras;
  if (changes.length + tags.length === 0) return;
  const first = changes.find((change) => change.after !== null);
  if (project.defaultBranch === null && first !== undefined) {
    const main = changes.find((change) => change.after !== null && change.branch === 'main') ?? first;
    setDefaultBranch(context, project, main.branch);
    await setHead({ gitDir: gitDirOf(context, project), branch: main.branch });
  }
  project.lastActivityAt = timestamp(context);
  const branches = changes.map(({ branch, before, after }): RefChange => {
    return { kind: 'branch', name: branch, before, after };
  });
  firePushHooks(context, project, user, [...branches, ...tags], pushOptions);
  for (const change of changes) await refreshMergeRequests(context, project, user, change);
}
