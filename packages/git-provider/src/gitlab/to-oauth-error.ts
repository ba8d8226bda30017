import * as openid from 'openid-client';
import { Response as UndiciResponse } from 'undici';
import { ProviderError } from '../provider-error.ts';
import { toProviderError } from './to-provider-error.ts';
import { findCode, toTroubleError } from './to-trouble.ts';

/**
 * OAuth's own word for what is wrong (`invalid_grant`); undefined when the host said none. GitLab names it in the body and in
 * a challenge header; the library reports whichever it reads first.
 */
export function findOAuthCode(error: unknown): string | undefined {
  if (error instanceof openid.AuthorizationResponseError || error instanceof openid.ResponseBodyError)
    return error.error;
  if (!(error instanceof openid.WWWAuthenticateChallengeError)) return undefined;
  return error.cause.map((challenge) => challenge.parameters['error']).find((code) => code !== undefined);
}

/** What a call of OAuth failed of. The library's errors hold what was answered, which may be tokens: only their names are kept. */
export function toOAuthError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const name = error instanceof Error ? error.name : 'error';
  const cause = new Error(`${name} ${findCode(error) ?? ''}`.trim());
  const code = findOAuthCode(error);
  if (code === 'invalid_client' || code === 'unauthorized_client') {
    return new ProviderError({
      kind: 'unauthorised',
      message: 'GitLab does not know this application, or its secret is wrong.',
      reason: 'unknown',
      cause,
    });
  }
  if (code !== undefined)
    return new ProviderError({ kind: 'refused', message: `GitLab refused the authorization: ${code}.`, cause });
  const response = findResponse(error);
  if (response !== undefined && (response.status >= 500 || isRedirect(response.status))) {
    const location = response.headers.get('location') ?? '';
    return toProviderError({ status: response.status, body: undefined, url: toUrl(response.url), location });
  }
  const isAnswered = response !== undefined || /^OAUTH_(?!TIMEOUT)/.test(findCode(error) ?? '');
  if (!isAnswered) return toTroubleError(error);
  const message = 'GitLab did not answer as an OAuth server does.';
  return new ProviderError({ kind: 'host-trouble', trouble: 'not-gitlab', status: response?.status, message, cause });
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

function toUrl(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined;
}

function findResponse(error: unknown): Response | UndiciResponse | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Response || cause instanceof UndiciResponse ? cause : undefined;
}
