import type { MergeRequestKey } from '../merge-requests.ts';
import { ProviderError } from '../provider-error.ts';

/** The id, checked so that it cannot change an address; throws kind `invalid`. */
export function toId(id: number): number {
  if (!Number.isSafeInteger(id) || id < 1) throw new ProviderError({ kind: 'invalid', message: `Not an id: ${id}` });
  return id;
}

/** A name (of a branch, a namespace with its slashes) as one part of an address; throws kind `invalid` for what cannot be one. */
export function toSegment(name: string): string {
  // Dots alone climb, even when they are encoded; half a surrogate has no bytes.
  if (name === '' || name === '.' || name === '..' || /\p{Surrogate}/u.test(name)) {
    throw new ProviderError({ kind: 'invalid', message: 'Not a name that can stand in an address.' });
  }
  return encodeURIComponent(name);
}

/** The address of a repository below `/api/v4`. */
export function repositoryPath(repositoryId: number): string {
  return `/projects/${toId(repositoryId)}`;
}

/** The address of a merge request below `/api/v4`. */
export function mergeRequestPath({ repositoryId, number }: MergeRequestKey): string {
  return `${repositoryPath(repositoryId)}/merge_requests/${toId(number)}`;
}

/** The address of a thread below `/api/v4`; throws kind `invalid` for what is no id of one. */
export function discussionPath(key: MergeRequestKey, discussionId: string): string {
  if (!/^[0-9a-zA-Z]{1,64}$/.test(discussionId)) {
    throw new ProviderError({ kind: 'invalid', message: 'Not the id of a discussion.' });
  }
  return `${mergeRequestPath(key)}/discussions/${discussionId}`;
}
