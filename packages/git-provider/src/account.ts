/** The account that the access token belongs to. */
export interface ProviderUser {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly url: string;
}

/** What the host tells of a personal, group or project access token. */
export interface AccessTokenFacts {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly string[];
  /** The first day on which it no longer works, as `YYYY-MM-DD`; null when it has no end. */
  readonly expiresAt: string | null;
  readonly isActive: boolean;
}

/** What a provider knows and does about the account itself. */
export interface AccountCalls {
  getCurrentUser(): Promise<ProviderUser>;
  /** undefined for OAuth tokens. Throws kind `unauthorised` for a token that works no more. */
  findAccessToken(): Promise<AccessTokenFacts | undefined>;
  /**
   * Replaces the access token by a new one, which the answer alone tells: the old one ends at that moment. It is sent
   * once, so that after `host-trouble` nobody knows whether the old one still works. Throws kind `refused` for OAuth
   * tokens. `expiresAt` is a day, `YYYY-MM-DD`.
   */
  rotateAccessToken(input?: {
    readonly expiresAt?: string | undefined;
  }): Promise<{ readonly accessToken: string; readonly expiresAt: string | null }>;
  /** The host's version as it writes it (`18.4.1-ee`); undefined when it does not tell this account. */
  findHostVersion(): Promise<string | undefined>;
  /**
   * The value of the `Authorization` header for git over HTTP. Pass the one that the host refused to get another.
   */
  gitAuthorization(options?: { readonly rejected?: string | undefined }): Promise<string>;
}
