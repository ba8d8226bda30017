export type ProviderErrorKind =
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'rate-limited'
  | 'host-trouble'
  | 'refused';

/** Sentences by field of what was sent; those about the whole are under `base`. */
export type FieldFaults = Readonly<Record<string, readonly string[]>>;

/** A request to the git host that did not succeed. It holds no credential. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  /** The HTTP status, when the host answered. */
  readonly status: number | undefined;
  /** How long the host asks to wait. */
  readonly retryAfterSeconds: number | undefined;
  readonly fields: FieldFaults;

  constructor(details: {
    readonly kind: ProviderErrorKind;
    readonly message: string;
    readonly status?: number | undefined;
    readonly retryAfterSeconds?: number | undefined;
    readonly fields?: FieldFaults | undefined;
    readonly cause?: unknown;
  }) {
    super(details.message, { cause: details.cause });
    this.name = 'ProviderError';
    this.kind = details.kind;
    this.status = details.status;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.fields = details.fields ?? {};
  }
}

/** The host does not take the line that a discussion is to be about; nothing was written. Its kind is `invalid`. */
export class PositionRefused extends ProviderError {
  constructor(cause: ProviderError) {
    super({ kind: 'invalid', message: cause.message, status: cause.status, fields: cause.fields, cause });
    this.name = 'PositionRefused';
  }
}

/** Whether the same request may succeed later without anybody changing anything. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ProviderError && (error.kind === 'rate-limited' || error.kind === 'host-trouble');
}
