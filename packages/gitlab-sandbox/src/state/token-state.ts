/** A personal access token, or one of a project or group (`resource`). Rotated ones share `familyId`. */
export interface AccessToken {
  readonly id: number;
  readonly familyId: number;
  readonly userId: number;
  readonly name: string;
  readonly description: string | null;
  readonly resource: TokenResource | null;
  readonly token: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  revoked: boolean;
  lastUsedAt: string | null;
}

export interface TokenResource {
  readonly type: 'project' | 'group';
  readonly id: number;
  readonly accessLevel: 0 | 10 | 15 | 20 | 30 | 40 | 50;
}

export interface OAuthApplication {
  readonly id: number;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
  redirectUris: readonly string[];
}

export interface OAuthCode {
  readonly code: string;
  readonly applicationId: number;
  readonly userId: number;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
  readonly codeChallengeMethod: 'S256' | 'plain';
  readonly createdAt: string;
}

/** One row of access and refresh token: revoking either revokes both. */
export interface OAuthToken {
  readonly id: number;
  readonly applicationId: number;
  readonly userId: number;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresIn: number;
  revokedAt: string | null;
}

export interface Session {
  readonly id: string;
  readonly userId: number;
  readonly createdAt: string;
}
