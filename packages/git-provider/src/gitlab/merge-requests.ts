import type { CreateMergeRequestInput, GitProvider, MergeRequest, UpdateMergeRequestInput } from '../git-provider.ts';
import { withDraft } from './draft-title.ts';
import { listAll } from './list-all.ts';
import { mergeRequestPath, toId } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import { mergeRequestSchema } from './schemas.ts';
import { toMergeRequest } from './to-merge-request.ts';

type MergeRequestCalls = Pick<
  GitProvider,
  'listMergeRequests' | 'getMergeRequest' | 'createMergeRequest' | 'updateMergeRequest'
>;

const states = { open: 'opened', merged: 'merged', closed: 'closed' } as const;
const stateEvents = { open: 'reopen', closed: 'close' } as const;

/** What a provider does with GitLab's merge requests. */
export function createMergeRequestCalls(rest: RestClient): MergeRequestCalls {
  const getMergeRequest: GitProvider['getMergeRequest'] = async (key) => {
    const { body } = await rest({ method: 'GET', path: mergeRequestPath(key), schema: mergeRequestSchema });
    return toMergeRequest(body);
  };
  return {
    getMergeRequest,
    listMergeRequests: async (query) => {
      const raws = await listAll(
        rest,
        `/projects/${toId(query.repositoryId)}/merge_requests`,
        {
          source_branch: query.sourceBranch,
          state: query.state === undefined ? 'all' : states[query.state],
          scope: 'all',
          order_by: 'created_at',
          sort: 'desc',
        },
        mergeRequestSchema,
      );
      return raws.map(toMergeRequest);
    },
    createMergeRequest: async (input) => {
      const path = `/projects/${toId(input.repositoryId)}/merge_requests`;
      const { body } = await rest({ method: 'POST', path, body: toCreateBody(input), schema: mergeRequestSchema });
      return toMergeRequest(body);
    },
    updateMergeRequest: async (input) => {
      const needsTitle = input.isDraft !== undefined && input.title === undefined;
      const current = needsTitle ? await getMergeRequest(input) : undefined;
      const changes = toUpdateBody(input, current);
      if (current !== undefined && Object.keys(changes).length === 0) return current;
      const path = mergeRequestPath(input);
      const { body } = await rest({ method: 'PUT', path, body: changes, schema: mergeRequestSchema });
      return toMergeRequest(body);
    },
  };
}

function toCreateBody(input: CreateMergeRequestInput): Record<string, unknown> {
  return dropUndefined({
    source_branch: input.sourceBranch,
    target_branch: input.targetBranch,
    title: input.isDraft === true ? withDraft(input.title, true) : input.title,
    description: input.description,
    labels: input.labels?.join(','),
    squash: input.squash,
    remove_source_branch: input.removeSourceBranch,
    assignee_ids: input.assigneeIds,
    reviewer_ids: input.reviewerIds,
  });
}

function toUpdateBody(input: UpdateMergeRequestInput, current: MergeRequest | undefined): Record<string, unknown> {
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

function dropUndefined(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
