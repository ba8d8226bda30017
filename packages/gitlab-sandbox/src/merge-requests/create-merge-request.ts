import { messageError } from '../rest/api-error.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type MergeRequest, type Project, type User } from '../state/sandbox-state.ts';
import { ensureLabels } from '../planning/labels.ts';
import { openingChanges } from '../webhooks/merge-request-changes.ts';
import { fireMergeRequestHooks } from '../webhooks/merge-request-hooks.ts';
import { keepMergeRequestRef, newVersion, readMergeRequestDiff } from './merge-request-diff.ts';

export interface MergeRequestInput {
  readonly title: string;
  /** Where the source branch is, when that is a fork. */
  readonly sourceProject?: Project | undefined;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly description?: string | null | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly assigneeIds?: readonly number[] | undefined;
  readonly reviewerIds?: readonly number[] | undefined;
  readonly squash?: boolean | undefined;
  readonly removeSourceBranch?: boolean | undefined;
  readonly milestoneId?: number | undefined;
  readonly allowCollaboration?: boolean | undefined;
}

/** Opens a merge request; throws GitLab's answer when one is open for the same branches. */
export async function createMergeRequest(
  context: SandboxContext,
  project: Project,
  user: User,
  input: MergeRequestInput,
): Promise<MergeRequest> {
  const { state } = context;
  const sourceProjectId = input.sourceProject?.id ?? project.id;
  if (sourceProjectId === project.id && input.sourceBranch === input.targetBranch) {
    throw messageError(422, ["You can't use same project/branch for source and target"]);
  }
  const branches = { sourceProjectId, sourceBranch: input.sourceBranch, targetBranch: input.targetBranch };
  const diff = await readMergeRequestDiff(context, project, branches);
  if (diff.startSha === null) throw messageError(400, { target_branch: ['does not exist'] });
  if (diff.headSha === null) throw messageError(400, { source_branch: ['does not exist'] });
  checkTitle(input.title);
  checkDescription(input.description);
  checkDuplicate(context, project, branches);
  ensureLabels(context, project, input.labels ?? []);
  const now = timestamp(context);
  const mergeRequest: MergeRequest = {
    id: nextId(state, 'mergeRequest'),
    iid: project.nextIid,
    projectId: project.id,
    authorId: user.id,
    createdAt: now,
    updatedAt: now,
    preparedAt: null,
    ...branches,
    title: input.title,
    description: input.description ?? null,
    state: 'opened',
    labels: [...(input.labels ?? [])],
    assigneeIds: [...(input.assigneeIds ?? [])],
    reviewerIds: [...(input.reviewerIds ?? [])],
    milestoneId: input.milestoneId ?? null,
    approvals: [],
    approvalsRequired: null,
    autoMerge: null,
    allowCollaboration: input.allowCollaboration ?? false,
    discussionLocked: null,
    subscriptions: {},
    squash: input.squash ?? (project.squashOption === 'always' || project.squashOption === 'default_on'),
    forceRemoveSourceBranch: input.removeSourceBranch ?? project.removeSourceBranchAfterMerge,
    mergeStatus: 'preparing',
    checkGeneration: 0,
    mergeError: null,
    isBehind: false,
    isRebasing: false,
    diff,
    versions: [newVersion(context, diff)],
    mergeCommitSha: null,
    squashCommitSha: null,
    mergedById: null,
    mergedAt: null,
    closedById: null,
    closedAt: null,
  };
  project.nextIid += 1;
  state.mergeRequests.push(mergeRequest);
  await keepMergeRequestRef(context, project, mergeRequest.iid, diff.headSha);
  const changes = openingChanges(context, mergeRequest);
  fireMergeRequestHooks(context, project, user, mergeRequest, { action: 'open', changes });
  return mergeRequest;
}

/** Throws when the title is longer than GitLab takes. */
export function checkTitle(title: string): void {
  if (title.length > 255) throw messageError(400, { title: ['is too long (maximum is 255 characters)'] });
}

/** Throws when the description is longer than GitLab takes. */
export function checkDescription(description: string | null | undefined): void {
  if ((description?.length ?? 0) <= 1_048_576) return;
  throw messageError(400, { description: ['is too long (maximum is 1048576 characters)'] });
}

/** Throws when another merge request is open for the same branches. */
export function checkDuplicate(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  branches: Pick<MergeRequest, 'sourceProjectId' | 'sourceBranch' | 'targetBranch'> & { readonly id?: number },
): void {
  const twin = context.state.mergeRequests.find(
    (one) =>
      one.projectId === project.id &&
      one.state === 'opened' &&
      one.id !== branches.id &&
      one.sourceProjectId === branches.sourceProjectId &&
      one.sourceBranch === branches.sourceBranch &&
      one.targetBranch === branches.targetBranch,
  );
  if (twin === undefined) return;
  throw messageError(409, [`Another open merge request already exists for this source branch: !${twin.iid}`]);
}
