export type RequestKind = 'git' | 'rest' | 'oauth' | 'web';

export interface LoggedRequest {
  readonly kind: RequestKind;
  readonly method: string;
  /** Path and query; credentials in the query are not kept. */
  readonly path: string;
  readonly status: number;
}

/** Every answered request, for tests that count round trips. */
export interface RequestLog {
  list(kind?: RequestKind): readonly LoggedRequest[];
  count(kind?: RequestKind): number;
  clear(): void;
  add(request: LoggedRequest): void;
}

const maxKept = 10_000;

/** An empty log that keeps the newest requests. */
export function createRequestLog(): RequestLog {
  let kept: LoggedRequest[] = [];
  const list = (kind?: RequestKind): readonly LoggedRequest[] =>
    kept.filter((request) => kind === undefined || request.kind === kind);
  return {
    list,
    count: (kind) => list(kind).length,
    clear: () => {
      kept = [];
    },
    add: (request) => {
      kept.push({ ...request, path: request.path.replace(/((?:private|access)_token=)[^&]*/g, '$1***') });
      if (kept.length > maxKept) kept = kept.slice(-maxKept / 2);
    },
  };
}

/** Which part of the sandbox answers this address. */
export function requestKindOf(path: string): RequestKind {
  if (path.startsWith('/api/')) return 'rest';
  if (path.startsWith('/oauth/')) return 'oauth';
  return /\/(info\/refs|git-upload-pack|git-receive-pack)(\?|$)/.test(path) ? 'git' : 'web';
}
