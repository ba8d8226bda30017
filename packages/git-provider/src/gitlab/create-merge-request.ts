import type { CreateMergeRequestInput } from '../merge-requests.ts';
import { ProviderError } from '../provider-error.ts';
import { toCreateBody, toNewTitle } from './merge-request-bodies.ts';
import { mergeRequestPath, repositoryPath } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import { mayHaveHappened } from './retry-rules.ts';
import { mergeRequestSchema, type RawMergeRequest } from './schemas.ts';

/**
 * Opens a merge request. When the answer is lost, looks for an open one of these branches with this title, and returns that:
 * GitLab lets there be only one of them.
 */
export async function createMergeRequest(rest: RestClient, input: CreateMergeRequestInput): Promise<RawMergeRequest> {
  const path = `${repositoryPath(input.repositoryId)}/merge_requests`;
  try {
    return (await rest({ method: 'POST', path, body: toCreateBody(input), schema: mergeRequestSchema })).body;
  } catch (error) {
    if (!(error instanceof ProviderError) || !mayHaveHappened(error)) throw error;
    // When the look fails too, what is to be told is that the answer was lost.
    const made = await findMade(rest, path, input).catch(() => undefined);
    if (made === undefined) throw error;
    return made;
  }
}

async function findMade(
  rest: RestClient,
  path: string,
  input: CreateMergeRequestInput,
): Promise<RawMergeRequest | undefined> {
  const query = {
    state: 'opened',
    scope: 'all',
    source_branch: input.sourceBranch,
    target_branch: input.targetBranch,
  };
  const { body } = await rest({ method: 'GET', path, query, schema: mergeRequestSchema.array() });
  const listed = body.find(
    // Those from forks have branches of the same name.
    (raw) => raw.title === toNewTitle(input).trim() && (raw.source_project_id ?? raw.project_id) === raw.project_id,
  );
  if (listed === undefined) return undefined;
  // Lists leave out what the answer to creating it holds.
  const key = { repositoryId: input.repositoryId, number: listed.iid };
  return (await rest({ method: 'GET', path: mergeRequestPath(key), schema: mergeRequestSchema })).body;
}
