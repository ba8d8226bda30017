import type { AccountCalls } from './account.ts';
import type { DiscussionCalls } from './discussions.ts';
import type { MergeRequestCalls } from './merge-requests.ts';
import type { RepositoryCalls } from './repositories.ts';
import type { WebhookCalls } from './webhooks.ts';

/** What the platform needs of a git host, for one account. Everything throws `ProviderError`. */
export interface GitProvider extends AccountCalls, RepositoryCalls, MergeRequestCalls, DiscussionCalls, WebhookCalls {}
