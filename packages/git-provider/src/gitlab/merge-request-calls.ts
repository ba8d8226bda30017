import type { MergeRequestCalls } from '../merge-requests.ts';
import { createMergeRequest } from './create-merge-request.ts';
import { getApprovals } from './get-approvals.ts';
import { listAll } from './list-all.ts';
import { toUpdateBody } from './merge-request-bodies.ts';
import { mergeRequestPath, repositoryPath } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import { mergeRequestSchema } from './schemas.ts';
import { toMergeRequest } from './to-merge-request.ts';
import { waitForMergeability, type Polling } from './wait-for-mergeability.ts';

const states = { open: 'opened', merged: 'merged', closed: 'closed' } as const;

/** What a provider does with GitLab's merge requests. */
export function createMergeRequestCalls(rest: RestClient, polling: Polling): MergeRequestCalls {
  const getMergeRequest: MergeRequestCalls['getMergeRequest'] = async (key) => {
    const { body } = await rest({ method: 'GET', path: mergeRequestPath(key), schema: mergeRequestSchema });
    return toMergeRequest(body);
  };
  return {
    getMergeRequest,
    waitForMergeability: async (key, options) => waitForMergeability(() => getMergeRequest(key), polling, options),
    listMergeRequests: async (query) => {
      const filters = {
        source_branch: query.sourceBranch,
        state: query.state === undefined ? 'all' : states[query.state],
        scope: 'all',
        order_by: 'created_at',
        sort: 'desc',
      };
      const path = `${repositoryPath(query.repositoryId)}/merge_requests`;
      return (await listAll(rest, path, filters, mergeRequestSchema)).map(toMergeRequest);
    },
    createMergeRequest: async (input) => toMergeRequest(await createMergeRequest(rest, input)),
    updateMergeRequest: async (input) => {
      const needsTitle = input.isDraft !== undefined && input.title === undefined;
      const current = needsTitle ? await getMergeRequest(input) : undefined;
      const changes = toUpdateBody(input, current);
      if (current !== undefined && Object.keys(changes).length === 0) return current;
      const path = mergeRequestPath(input);
      const { body } = await rest({ method: 'PUT', path, body: changes, schema: mergeRequestSchema });
      return toMergeRequest(body);
    },
    getApprovals: async (key) => getApprovals(rest, key),
  };
}
