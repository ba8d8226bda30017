import {
  deleteRef,
  importCommits,
  isAncestor,
  log,
  mergeTrees,
  toCommitId,
  updateRef,
  type CommitId,
  type TreeId,
} from '@amplication/git';
import { canMerge, canPush, fullPathOf, protectionOf } from '../access.ts';
import { addSystemNote } from '../discussions/discussions.ts';
import { afterPush } from '../projects/after-push.ts';
import { findHeadPipeline, isActive } from '../pipelines/find-head-pipeline.ts';
import { findBranch } from '../projects/project-git.ts';
import { messageError, unauthorized } from '../rest/api-error.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { AutoMerge, MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { copyMergeRequest, mergeRequestChanges } from '../webhooks/merge-request-changes.ts';
import { fireMergeRequestHooks } from '../webhooks/merge-request-hooks.ts';
import { findSourceProject } from './source-project.ts';
import { checkMergeability, detailedMergeStatus, squashesOnMerge } from './mergeability.ts';

export interface MergeInput {
  readonly squash?: boolean | undefined;
  readonly shouldRemoveSourceBranch?: boolean | undefined;
  readonly mergeCommitMessage?: string | undefined;
  readonly squashCommitMessage?: string | undefined;
  readonly sha?: string | undefined;
  /** Merges by itself once the checks that can still succeed have done so. */
  readonly autoMerge?: boolean | undefined;
}

const worthWaitingFor = new Set([
  'ci_must_pass',
  'ci_still_running',
  'not_approved',
  'draft_status',
  'discussions_not_resolved',
]);

/** Merges with real git, with GitLab's checks in GitLab's order; throws its answers. */
export async function mergeMergeRequest(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  input: MergeInput,
): Promise<void> {
  if (!canMerge(context.state, user, project, mergeRequest)) throw unauthorized();
  const { headSha } = mergeRequest.diff;
  if (input.sha !== undefined && input.sha !== headSha) {
    throw messageError(409, `SHA does not match HEAD of source branch: ${headSha}`);
  }
  if (mergeRequest.mergeStatus === 'unchecked') await checkMergeability(context, project, mergeRequest);
  const status = detailedMergeStatus(context, project, mergeRequest);
  if (input.autoMerge === true && (worthWaitingFor.has(status) || isPipelineActive(context, mergeRequest))) {
    mergeRequest.autoMerge = toAutoMerge(user, input);
    addSystemNote(context, mergeRequest, user.id, 'enabled an automatic merge when all merge checks pass');
    return;
  }
  if (status !== 'mergeable' || headSha === null) {
    throw messageError(405, '405 Method Not Allowed');
  }
  const target = await findBranch(context, project, mergeRequest.targetBranch);
  const failed = messageError(422, 'Branch cannot be merged');
  if (target === undefined) throw failed;
  const result = await makeCommits(context, project, user, mergeRequest, {
    ...input,
    target,
    head: toCommitId(headSha),
  });
  if (result === undefined) throw failed;
  const gitDir = gitDirOf(context, project);
  const moved = await updateRef({
    gitDir,
    ref: `refs/heads/${mergeRequest.targetBranch}`,
    newTip: result.tip,
    expected: target,
  });
  if (moved.kind === 'moved') throw failed;
  const before = copyMergeRequest(mergeRequest);
  recordMerge(context, user, mergeRequest, result);
  addSystemNote(context, mergeRequest, user.id, 'merged');
  const changes = mergeRequestChanges(context, before, mergeRequest);
  fireMergeRequestHooks(context, project, user, mergeRequest, { action: 'merge', changes });
  await afterPush(context, project, user, [{ branch: mergeRequest.targetBranch, before: target, after: result.tip }]);
  if (input.shouldRemoveSourceBranch ?? mergeRequest.forceRemoveSourceBranch)
    await removeSource(context, user, mergeRequest);
}

function isPipelineActive(context: Pick<SandboxContext, 'state'>, mergeRequest: MergeRequest): boolean {
  const pipeline = findHeadPipeline(context.state, mergeRequest);
  return pipeline !== undefined && isActive(pipeline) && mergeRequest.mergeStatus === 'can_be_merged';
}

function toAutoMerge(user: User, input: MergeInput): AutoMerge {
  return {
    userId: user.id,
    squash: input.squash ?? null,
    shouldRemoveSourceBranch: input.shouldRemoveSourceBranch ?? null,
    mergeCommitMessage: input.mergeCommitMessage ?? null,
    squashCommitMessage: input.squashCommitMessage ?? null,
  };
}

interface MergePlan extends MergeInput {
  readonly target: CommitId;
  readonly head: CommitId;
}

interface MergeResult {
  readonly tip: CommitId;
  readonly mergeCommit: CommitId | null;
  readonly squashCommit: CommitId | null;
}

async function makeCommits(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  plan: MergePlan,
): Promise<MergeResult | undefined> {
  const gitDir = gitDirOf(context, project);
  const merged = await mergeTrees({ gitDir, ours: plan.target, theirs: plan.head });
  if (merged.kind === 'conflicted') return undefined;
  const make = (tree: TreeId, parents: readonly CommitId[], message: string): Promise<CommitId> =>
    commitTree(context, project, user, { tree, parents, message });
  const wantsSquash = squashesOnMerge(project, mergeRequest, plan.squash);
  const squashMessage = plan.squashCommitMessage ?? mergeRequest.title;
  const squashCommit =
    wantsSquash && !(await isSquashed(gitDir, plan, squashMessage))
      ? await make(merged.tree, [plan.target], squashMessage)
      : null;
  const source = squashCommit ?? plan.head;
  if (
    project.mergeMethod !== 'merge' &&
    !(await isAncestor({ gitDir, ancestor: plan.target, descendant: plan.head }))
  ) {
    return undefined;
  }
  if (project.mergeMethod === 'ff') return { tip: source, mergeCommit: null, squashCommit };
  const mergeCommit = await make(
    merged.tree,
    [plan.target, source],
    plan.mergeCommitMessage ?? defaultMessage(context, project, mergeRequest),
  );
  return { tip: mergeCommit, mergeCommit, squashCommit };
}

// A single commit that already has the message is not made again.
async function isSquashed(gitDir: string, plan: MergePlan, message: string): Promise<boolean> {
  const commits = await log({ gitDir, tips: [plan.head], exclude: [plan.target], limit: 2 });
  return commits.length === 1 && commits[0]?.message.trim() === message.trim();
}

function defaultMessage(context: SandboxContext, project: Project, mergeRequest: MergeRequest): string {
  const reference = `${fullPathOf(context.state, project)}!${mergeRequest.iid}`;
  return `Merge branch '${mergeRequest.sourceBranch}' into '${mergeRequest.targetBranch}'\n\n${mergeRequest.title}\n\nSee merge request ${reference}`;
}

async function commitTree(
  context: SandboxContext,
  project: Project,
  user: User,
  commit: { readonly tree: TreeId; readonly parents: readonly CommitId[]; readonly message: string },
): Promise<CommitId> {
  const person = { name: user.name, email: user.email, date: timestamp(context) };
  const { tree, parents, message } = commit;
  const [id] = await importCommits({
    gitDir: gitDirOf(context, project),
    commits: [{ parents, base: tree, changes: [], message, author: person, committer: person }],
  });
  if (id === undefined) throw new Error('The commit was not made.');
  return id;
}

function recordMerge(context: SandboxContext, user: User, mergeRequest: MergeRequest, result: MergeResult): void {
  mergeRequest.state = 'merged';
  mergeRequest.autoMerge = null;
  mergeRequest.mergedAt = timestamp(context);
  mergeRequest.updatedAt = timestamp(context);
  mergeRequest.mergedById = user.id;
  mergeRequest.mergeCommitSha = result.mergeCommit;
  mergeRequest.squashCommitSha = result.squashCommit;
}

async function removeSource(context: SandboxContext, user: User, mergeRequest: MergeRequest): Promise<void> {
  const branch = mergeRequest.sourceBranch;
  const project = findSourceProject(context, mergeRequest);
  if (project === undefined || !canPush(context.state, user, project, branch)) return;
  const tip = await findBranch(context, project, branch);
  const isKept = branch === project.defaultBranch || protectionOf(project, branch) !== undefined;
  // A branch that moved on since the merge holds commits that nobody merged.
  if (tip === undefined || isKept || tip !== mergeRequest.diff.headSha) return;
  await deleteRef({ gitDir: gitDirOf(context, project), ref: `refs/heads/${branch}`, expected: tip });
  await afterPush(context, project, user, [{ branch, before: tip, after: null }]);
}
