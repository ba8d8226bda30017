import type { MergeRequestKey } from '../git-provider.ts';
import { ProviderError } from '../provider-error.ts';

/** The id, checked so that it cannot change an address; throws kind `invalid`. */
export function toId(id: number): number {
  if (!Number.isSafeInteger(id) || id < 1) throw new ProviderError({ kind: 'invalid', message: `Not an id: ${id}` });
  return id;
}

/** The address of a merge request below `/api/v4`. */
export function mergeRequestPath({ repositoryId, number }: MergeRequestKey): string {
  return `/projects/${toId(repositoryId)}/merge_requests/${toId(number)}`;
}

/** The address of a thread below `/api/v4`; throws kind `invalid` for what is no id of one. */
export function discussionPath(key: MergeRequestKey, discussionId: string): string {
  if (!/^[0-9a-zA-Z]{1,64}$/.test(discussionId)) {
    throw new ProviderError({ kind: 'invalid', message: 'Not the id of a discussion.' });
  }
  return `${mergeRequestPath(key)}/discussions/${discussionId}`;
}
