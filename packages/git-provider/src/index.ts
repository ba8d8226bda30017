export type { AccessTokenFacts, ProviderUser } from './account.ts';
export type { ConformanceHarness, TestFunctions } from './conformance/conformance-harness.ts';
export { describeProviderConformance } from './conformance/describe-provider-conformance.ts';
export type { Discussion, DiscussionNote, DiscussionPosition } from './discussions.ts';
export type { GitProvider } from './git-provider.ts';
export {
  createGitLabOAuth,
  type AuthorizationOutcome,
  type GitLabOAuth,
  type GitLabOAuthOptions,
  type OAuthTokens,
  type RefreshOutcome,
} from './gitlab/create-gitlab-oauth.ts';
export { createGitLabProvider, type GitLabProviderOptions } from './gitlab/create-gitlab-provider.ts';
export { createHostGate, type HostGate, type HostGateOptions } from './gitlab/host-gate.ts';
export type { GetAccessToken } from './gitlab/rest-client.ts';
export type {
  Approvals,
  CreateMergeRequestInput,
  DiffRefs,
  MergeRequest,
  MergeRequestKey,
  UpdateMergeRequestInput,
  WaitForMergeabilityOptions,
} from './merge-requests.ts';
export type { Page, PageQuery } from './page.ts';
export {
  isRetryable,
  PositionRefused,
  ProviderError,
  type CredentialReason,
  type FieldFaults,
  type HostTrouble,
  type ProviderErrorKind,
} from './provider-error.ts';
export type {
  Branch,
  CreateRepositoryInput,
  Label,
  Member,
  Milestone,
  Namespace,
  Repository,
  UnavailableReason,
  Visibility,
} from './repositories.ts';
export type { CreateWebhookInput, UpdateWebhookInput, Webhook, WebhookEvents, WebhookKey } from './webhooks.ts';
