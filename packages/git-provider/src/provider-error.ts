export type ProviderErrorKind =
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'rate-limited'
  | 'host-trouble'
  | 'refused';

/** What ails the host, or the way there. `circuit-open`: it failed often, and nothing was sent. */
export type HostTrouble =
  | 'dns'
  | 'tls'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'server-error'
  | 'maintenance'
  | 'not-gitlab'
  | 'circuit-open';

/** Why a credential does not do: its scopes (kind `forbidden`), or what became of it (kind `unauthorised`). */
export type CredentialReason = 'scope' | 'expired' | 'revoked' | 'unknown';

/** Sentences by field of what was sent; those about the whole are under `base`. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>;

export interface ProviderErrorDetails {
  readonly kind: ProviderErrorKind;
  readonly message: string;
  readonly status?: number | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly fields?: FieldFaults | undefined;
  readonly trouble?: HostTrouble | undefined;
  readonly reason?: CredentialReason | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly cause?: unknown;
}

/** A request to the git host that did not succeed. It holds no credential. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  /** The HTTP status, when the host answered. */
  readonly status: number | undefined;
  /** How long the host asks to wait. */
  readonly retryAfterSeconds: number | undefined;
  readonly fields: FieldFaults;
  /** Set for kind `host-trouble`. */
  readonly trouble: HostTrouble | undefined;
  /** Set for kind `unauthorised`, and for `forbidden` when the token's scopes are too few. */
  readonly reason: CredentialReason | undefined;
  /** With reason `scope`: those of which any would do. */
  readonly scopes: readonly string[];

  constructor(details: ProviderErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ProviderError';
    this.kind = details.kind;
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.fields = details.fields ?? {};
    this.trouble = details.trouble;
    this.reason = details.reason;
    this.scopes = details.scopes ?? [];
  }
}

/** The host does not take the line that a discussion is to be about; nothing was written. Its kind is `invalid`. */
export class PositionRefused extends ProviderError {
  constructor(cause: ProviderError) {
    super({ kind: 'invalid', message: cause.message, status: cause.status, fields: cause.fields, cause });
    this.name = 'PositionRefused';
  }
}

/** Whether the same request may succeed later without anybody changing anything. A wrong certificate stays wrong. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof ProviderError)) return false;
  return error.kind === 'rate-limited' || (error.kind === 'host-trouble' && error.trouble !== 'tls');
}
