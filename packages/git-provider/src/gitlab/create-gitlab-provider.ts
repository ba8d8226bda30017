import type { GitProvider } from '../git-provider.ts';
import { createAccountCalls } from './account-calls.ts';
import { createDiscussionCalls } from './discussion-calls.ts';
import { waitFor } from './gate/wait-for.ts';
import { createMergeRequestCalls } from './merge-request-calls.ts';
import { createRepositoryCalls } from './repository-calls.ts';
import { createRestClient, type RestClientOptions } from './rest-client.ts';
import { createWebhookCalls } from './webhook-calls.ts';

export type GitLabProviderOptions = RestClientOptions;

/** A provider over GitLab's REST API, for one account. Share one `gate` among all providers of a host. */
export function createGitLabProvider(options: GitLabProviderOptions): GitProvider {
  const rest = createRestClient(options);
  return {
    ...createAccountCalls(rest, options.getAccessToken),
    ...createRepositoryCalls(rest, options.baseUrl),
    ...createMergeRequestCalls(rest, { wait: options.wait ?? waitFor, signal: options.signal }),
    ...createDiscussionCalls(rest),
    ...createWebhookCalls(rest),
  };
}
