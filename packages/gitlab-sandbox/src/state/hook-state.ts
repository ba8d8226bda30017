export const hookEvents = [
  'push_events',
  'tag_push_events',
  'merge_requests_events',
  'repository_update_events',
  'issues_events',
  'confidential_issues_events',
  'note_events',
  'confidential_note_events',
  'pipeline_events',
  'wiki_page_events',
  'deployment_events',
  'feature_flag_events',
  'job_events',
  'releases_events',
  'milestone_events',
  'emoji_events',
  'resource_access_token_events',
  'vulnerability_events',
] as const;

export type HookEventName = (typeof hookEvents)[number];

/** A webhook of a project. */
export interface Hook {
  readonly id: number;
  readonly projectId: number;
  url: string;
  name: string | null;
  description: string | null;
  readonly createdAt: string;
  events: HookEventName[];
  pushEventsBranchFilter: string | null;
  branchFilterStrategy: 'wildcard' | 'regex' | 'all_branches';
  enableSslVerification: boolean;
  token: string | null;
  signingToken: string | null;
  urlVariables: HookSecret[];
  customHeaders: HookSecret[];
  customWebhookTemplate: string | null;
  /** Failed deliveries since the last one that arrived. */
  failures: number;
  /** How often it was disabled for a while since the last delivery that arrived: the time doubles. */
  backoffs: number;
  disabledUntil: string | null;
}

export interface HookSecret {
  readonly key: string;
  readonly value: string;
}

/** One delivery of a webhook. */
export interface HookEvent {
  readonly id: number;
  readonly hookId: number;
  readonly createdAt: string;
  readonly url: string;
  /** `push_hooks`, `merge_request_hooks`, … */
  readonly trigger: string;
  readonly eventName: string;
  readonly eventUuid: string;
  readonly idempotencyKey: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestData: Readonly<Record<string, unknown>>;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  /** The status as text, or `internal error` when there was no answer. */
  readonly responseStatus: string;
  readonly executionDuration: number;
}
