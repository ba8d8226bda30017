import { setHead, type CommitId } from '@amplication/git';
import { refreshMergeRequests } from '../merge-requests/refresh-merge-requests.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { setDefaultBranch } from './create-project.ts';

/** A branch that moved, appeared (`before` null) or went (`after` null). */
export interface BranchChange {
  readonly branch: string;
  readonly before: CommitId | null;
  readonly after: CommitId | null;
}

/** What GitLab does once branches have moved, whoever moved them: first default branch, merge requests, activity. */
export async function afterPush(
  context: SandboxContext,
  project: Project,
  user: User,
  changes: readonly BranchChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const first = changes.find((change) => change.after !== null);
  if (project.defaultBranch === null && first !== undefined) {
    const main = changes.find((change) => change.after !== null && change.branch === 'main') ?? first;
    setDefaultBranch(project, main.branch);
    await setHead({ gitDir: gitDirOf(context, project), branch: main.branch });
  }
  project.lastActivityAt = timestamp(context);
  for (const change of changes) await refreshMergeRequests(context, project, user, change);
}
