import * as openid from 'openid-client';
import { fetch as undiciFetch, type Dispatcher } from 'undici';
import { ProviderError } from '../provider-error.ts';
import { findOAuthCode, toOAuthError } from './to-oauth-error.ts';

export interface OAuthTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token expires, in milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly scope: string;
}

export type AuthorizationOutcome =
  | { readonly kind: 'authorized'; readonly tokens: OAuthTokens }
  /** The person pressed Deny. */
  | { readonly kind: 'denied' }
  /** The code is spent, expired or not ours, or the state is not the one that was started with. */
  | { readonly kind: 'invalid-grant' };

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly tokens: OAuthTokens }
  /** The person has to authorize again. */
  | { readonly kind: 'invalid-grant' };

export interface GitLabOAuth {
  startAuthorization(): Promise<{ readonly url: string; readonly state: string; readonly codeVerifier: string }>;
  finishAuthorization(input: {
    readonly callbackUrl: string;
    readonly state: string;
    readonly codeVerifier: string;
  }): Promise<AuthorizationOutcome>;
  /** GitLab kills both old tokens at once, with no grace: call it under one lock and store the answer before using it. */
  refresh(refreshToken: string): Promise<RefreshOutcome>;
  /** Revokes both halves; a token that is unknown is no failure. */
  revoke(token: string): Promise<void>;
}

export interface GitLabOAuthOptions {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly scope?: string | undefined;
  readonly dispatcher?: Dispatcher | undefined;
  readonly timeoutSeconds?: number | undefined;
}

const defaultLifetimeSeconds = 7200;

/** OAuth with GitLab: authorization code with PKCE, refresh and revocation. */
export function createGitLabOAuth(options: GitLabOAuthOptions): GitLabOAuth {
  const config = toConfiguration(options);
  return {
    startAuthorization: async () => {
      const codeVerifier = openid.randomPKCECodeVerifier();
      const state = openid.randomState();
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: options.redirectUri,
        scope: options.scope ?? 'api',
        state,
        code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, codeVerifier };
    },
    finishAuthorization: async ({ callbackUrl, state, codeVerifier }) => {
      // Behind a proxy the server may see another host: only the query is taken from the call.
      const current = new URL(options.redirectUri);
      current.search = new URL(callbackUrl, options.redirectUri).search;
      if (current.searchParams.get('state') !== state) return { kind: 'invalid-grant' };
      try {
        const answer = await openid.authorizationCodeGrant(config, current, {
          expectedState: state,
          pkceCodeVerifier: codeVerifier,
        });
        return { kind: 'authorized', tokens: toTokens(answer) };
      } catch (error) {
        const code = findOAuthCode(error);
        if (code === 'access_denied') return { kind: 'denied' };
        if (code === 'invalid_grant' || code === 'invalid_request') return { kind: 'invalid-grant' };
        throw toOAuthError(error);
      }
    },
    refresh: async (refreshToken) => {
      try {
        const answer = await openid.refreshTokenGrant(config, refreshToken, { redirect_uri: options.redirectUri });
        return { kind: 'refreshed', tokens: toTokens(answer) };
      } catch (error) {
        const code = findOAuthCode(error);
        if (code === 'invalid_grant') return { kind: 'invalid-grant' };
        throw toOAuthError(error);
      }
    },
    revoke: async (token) => {
      try {
        await openid.tokenRevocation(config, token);
      } catch (error) {
        throw toOAuthError(error);
      }
    },
  };
}

function toConfiguration(options: GitLabOAuthOptions): openid.Configuration {
  const baseUrl = options.baseUrl.replace(/\/$/, '');
  const config = new openid.Configuration(
    {
      issuer: baseUrl,
      authorization_endpoint: `${baseUrl}/oauth/authorize`,
      token_endpoint: `${baseUrl}/oauth/token`,
      revocation_endpoint: `${baseUrl}/oauth/revoke`,
    },
    options.clientId,
    undefined,
    openid.ClientSecretPost(options.clientSecret),
  );
  config.timeout = options.timeoutSeconds ?? 30;
  // A company's own GitLab may be reached by plain http; which hosts are allowed is the operator's decision, elsewhere.
  if (baseUrl.startsWith('http:')) openid.allowInsecureRequests(config);
  const { dispatcher } = options;
  if (dispatcher !== undefined) {
    const fetchThrough: openid.CustomFetch = async (url, request) => {
      const init = { ...request, dispatcher } as unknown as Parameters<typeof undiciFetch>[1];
      return (await undiciFetch(url, init)) as unknown as Response;
    };
    config[openid.customFetch] = fetchThrough;
  }
  return config;
}

function toTokens(answer: openid.TokenEndpointResponse): OAuthTokens {
  if (answer.refresh_token === undefined) {
    throw new ProviderError({
      kind: 'host-trouble',
      trouble: 'not-gitlab',
      message: 'GitLab gave no refresh token.',
    });
  }
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: Date.now() + (answer.expires_in ?? defaultLifetimeSeconds) * 1000,
    scope: answer.scope ?? '',
  };
}
