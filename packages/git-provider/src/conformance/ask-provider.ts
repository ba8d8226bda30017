import type { GitProvider } from '../git-provider.ts';
import type { MergeRequest, MergeRequestKey } from '../merge-requests.ts';
import type { Page } from '../page.ts';
import { ProviderError, type ProviderErrorKind } from '../provider-error.ts';

/** The kind of error that the work ends with; undefined when it succeeds or fails otherwise. */
export async function kindOf(work: Promise<unknown>): Promise<ProviderErrorKind | undefined> {
  const error = await errorOf(work);
  return error instanceof ProviderError ? error.kind : undefined;
}

/** What the work is rejected with. */
export function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
}

/** Asks again, more and more slowly, until the host has found out what it is asked for. */
export async function readUntil(
  provider: GitProvider,
  where: MergeRequestKey,
  isReady: (mergeRequest: MergeRequest) => boolean,
): Promise<MergeRequest> {
  for (let turn = 1; ; turn += 1) {
    const mergeRequest = await provider.getMergeRequest(where);
    if (isReady(mergeRequest) || turn > 100) return mergeRequest;
    await new Promise((resolve) => setTimeout(resolve, 20 * turn));
  }
}

/** All items of a list, page by page. */
export async function readPages<Item>(
  list: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return found;
}
