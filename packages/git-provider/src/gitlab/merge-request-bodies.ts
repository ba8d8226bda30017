import type { CreateMergeRequestInput, MergeRequest, UpdateMergeRequestInput } from '../merge-requests.ts';
import { withDraft } from './draft-title.ts';
import { dropUndefined } from './drop-undefined.ts';

const stateEvents = { open: 'reopen', closed: 'close' } as const;

/** The title that a new merge request gets. */
export function toNewTitle(input: Pick<CreateMergeRequestInput, 'title' | 'isDraft'>): string {
  return input.isDraft === true ? withDraft(input.title, true) : input.title;
}

/** What GitLab is sent for a new merge request. */
export function toCreateBody(input: CreateMergeRequestInput): Record<string, unknown> {
  return dropUndefined({
    source_branch: input.sourceBranch,
    target_branch: input.targetBranch,
    title: toNewTitle(input),
    description: input.description,
    labels: input.labels?.join(','),
    squash: input.squash,
    remove_source_branch: input.removeSourceBranch,
    assignee_ids: input.assigneeIds,
    reviewer_ids: input.reviewerIds,
    // A new one has none to take away.
    milestone_id: input.milestoneId === null || input.milestoneId === 0 ? undefined : input.milestoneId,
  });
}

/** What GitLab is sent for a change; empty when nothing differs. `current` is what the draft's mark is put before. */
export function toUpdateBody(
  input: UpdateMergeRequestInput,
  current: MergeRequest | undefined,
): Record<string, unknown> {
  return dropUndefined({
    title: toTitle(input, current),
    description: input.description,
    target_branch: input.targetBranch,
    add_labels: input.addLabels?.join(','),
    remove_labels: input.removeLabels?.join(','),
    state_event: input.state === undefined ? undefined : stateEvents[input.state],
    assignee_ids: toIds(input.assigneeIds),
    reviewer_ids: toIds(input.reviewerIds),
    squash: input.squash,
    remove_source_branch: input.removeSourceBranch,
    milestone_id: input.milestoneId === null ? 0 : input.milestoneId,
  });
}

// Nobody is written as 0: GitLab does not document what an empty list in JSON does.
function toIds(ids: readonly number[] | undefined): readonly number[] | undefined {
  return ids?.length === 0 ? [0] : ids;
}

function toTitle(input: UpdateMergeRequestInput, current: MergeRequest | undefined): string | undefined {
  const title = input.title ?? current?.title;
  if (title === undefined || input.isDraft === undefined) return input.title;
  const wanted = withDraft(title, input.isDraft);
  return wanted === current?.title ? undefined : wanted;
}
