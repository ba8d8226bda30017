/** An OAuth answer that is no success, in doorkeeper's words. */
export class OAuthError extends Error {
  readonly status: number;
  readonly code: string;
  readonly description: string;

  constructor(status: number, code: string, description: string) {
    super(`${code}: ${description}`);
    this.name = 'OAuthError';
    this.status = status;
    this.code = code;
    this.description = description;
  }
}

export const oauthSentences = {
  invalidClient:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  invalidRedirect: 'The redirect URI included is not valid.',
  invalidScope: 'The requested scope is invalid, unknown, or malformed.',
  denied: 'The resource owner or authorization server denied the request.',
  unsupportedResponse: 'The authorization server does not support this response type.',
} as const;

export const oauthErrors = {
  invalidClient: () => new OAuthError(401, 'invalid_client', oauthSentences.invalidClient),
  invalidGrant: () =>
    new OAuthError(
      400,
      'invalid_grant',
      'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
    ),
  invalidScope: () => new OAuthError(400, 'invalid_scope', oauthSentences.invalidScope),
  missing: (name: string) => new OAuthError(400, 'invalid_request', `Missing required parameter: ${name}.`),
  unsupportedGrant: () =>
    new OAuthError(
      400,
      'unsupported_grant_type',
      'The authorization grant type is not supported by the authorization server.',
    ),
} as const;
