export type { ConformanceHarness, TestFunctions } from './conformance/conformance-harness.ts';
export { describeProviderConformance } from './conformance/describe-provider-conformance.ts';
export type {
  CreateMergeRequestInput,
  CreateRepositoryInput,
  DiffRefs,
  Discussion,
  DiscussionNote,
  DiscussionPosition,
  GitProvider,
  MergeRequest,
  MergeRequestKey,
  Namespace,
  Page,
  ProviderUser,
  Repository,
  UnavailableReason,
  UpdateMergeRequestInput,
  Visibility,
} from './git-provider.ts';
export {
  createGitLabOAuth,
  type AuthorizationOutcome,
  type GitLabOAuth,
  type GitLabOAuthOptions,
  type OAuthTokens,
  type RefreshOutcome,
} from './gitlab/create-gitlab-oauth.ts';
export { createGitLabProvider, type GitLabProviderOptions } from './gitlab/create-gitlab-provider.ts';
export type { GetAccessToken } from './gitlab/rest-client.ts';
export {
  isRetryable,
  PositionRefused,
  ProviderError,
  type FieldFaults,
  type ProviderErrorKind,
} from './provider-error.ts';
