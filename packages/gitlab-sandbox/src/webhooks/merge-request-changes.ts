import { isDraft } from '../merge-requests/mergeability.ts';
import type { MergeRequest } from '../state/sandbox-state.ts';
import { hookLabels, hookUsers, toHookTime, type HookContext } from './hook-entities.ts';
import { stateIds } from './merge-request-hooks.ts';

/** What differs between two moments of a merge request, each with its value before and after. */
export function mergeRequestChanges(context: HookContext, before: MergeRequest, after: MergeRequest): Changes {
  return changesBetween(toFields(context, before), toFields(context, after));
}

export type Changes = Readonly<Record<string, { readonly previous: unknown; readonly current: unknown }>>;

/** The fields that differ, each with its value before and after. */
export function changesBetween(
  previous: Readonly<Record<string, unknown>>,
  current: Readonly<Record<string, unknown>>,
): Changes {
  const changed = Object.keys(current).filter(
    (name) => JSON.stringify(previous[name]) !== JSON.stringify(current[name]),
  );
  return Object.fromEntries(
    changed.map((name) => [name, { previous: previous[name] ?? null, current: current[name] ?? null }]),
  );
}

/** What the opening of a merge request changes: everything, from nothing. */
export function openingChanges(context: HookContext, opened: MergeRequest): ReturnType<typeof mergeRequestChanges> {
  const fields = { ...toFields(context, opened), id: opened.id, iid: opened.iid, author_id: opened.authorId };
  const given = Object.entries(fields).filter(([, value]) => value !== null && JSON.stringify(value) !== '[]');
  return Object.fromEntries(given.map(([name, current]) => [name, { previous: null, current }]));
}

/** A copy that later changes leave as it is. */
export function copyMergeRequest(mergeRequest: MergeRequest): MergeRequest {
  return structuredClone(mergeRequest);
}

function toFields(context: HookContext, one: MergeRequest): Readonly<Record<string, unknown>> {
  return {
    title: one.title,
    description: one.description,
    draft: isDraft(one),
    target_branch: one.targetBranch,
    state_id: stateIds[one.state],
    milestone_id: one.milestoneId,
    merge_status: one.mergeStatus,
    merge_commit_sha: one.mergeCommitSha,
    labels: hookLabels(context, one),
    assignees: hookUsers(context, one.assigneeIds),
    reviewers: hookUsers(context, one.reviewerIds),
    updated_at: toHookTime(one.updatedAt),
  };
}
