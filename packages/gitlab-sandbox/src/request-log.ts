export type RequestKind = 'git' | 'rest' | 'oauth' | 'web';

export interface LoggedRequest {
  readonly kind: RequestKind;
  readonly method: string;
  /** Path and query; credentials in the query are not kept. */
  readonly path: string;
  /**
   * The method and what was asked for, without ids and names: `GET /projects/:id/merge_requests/:id`,
   * `GET upload-pack refs`, `POST upload-pack`, `GET receive-pack refs`, `POST receive-pack`.
   */
  readonly operation: string;
  /** 0 until there is an answer, and when the connection was cut before there was one. */
  readonly status: number;
  /** Whether the whole answer did not leave. */
  readonly isCut: boolean;
}

export interface RequestFilter {
  readonly kind?: RequestKind;
  readonly method?: string;
  readonly operation?: string;
  /** Matched against path and query. */
  readonly path?: RegExp;
  readonly status?: number;
}

/** Every request in the order of arrival, for tests that count round trips. */
export interface RequestLog {
  list(filter?: RequestKind | RequestFilter): readonly LoggedRequest[];
  count(filter?: RequestKind | RequestFilter): number;
  /** How many requests there were of each operation. */
  operations(filter?: RequestKind | RequestFilter): Readonly<Record<string, number>>;
  clear(): void;
  /** Logs a request that arrives; the function that is returned says how it ended. */
  begin(request: {
    readonly method: string;
    readonly path: string;
  }): (end: { readonly status: number; readonly isCut: boolean }) => void;
}

const maxKept = 10_000;

/** An empty log that keeps the newest requests. */
export function createRequestLog(): RequestLog {
  let kept: LoggedRequest[] = [];
  const list = (filter: RequestKind | RequestFilter = {}): readonly LoggedRequest[] => {
    const wanted = typeof filter === 'string' ? { kind: filter } : filter;
    return kept.filter((request) => matches(wanted, request));
  };
  return {
    list,
    count: (filter) => list(filter).length,
    operations: (filter) => {
      const counts: Record<string, number> = {};
      for (const { operation } of list(filter)) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
    clear: () => {
      kept = [];
    },
    begin: ({ method, path }) => {
      const entry = {
        kind: requestKindOf(path),
        method,
        path: path.replace(/((?:private|access)_token=)[^&]*/g, '$1***'),
        operation: operationOf(method, path),
        status: 0,
        isCut: false,
      };
      kept.push(entry);
      if (kept.length > maxKept) kept = kept.slice(-maxKept / 2);
      return (end) => void Object.assign(entry, end);
    },
  };
}

/** Which part of the sandbox answers this address. */
export function requestKindOf(path: string): RequestKind {
  if (path.startsWith('/api/')) return 'rest';
  if (path.startsWith('/oauth/')) return 'oauth';
  return /\/(info\/refs|git-upload-pack|git-receive-pack)(\?|$)/.test(path) ? 'git' : 'web';
}

const collections = new Set([
  'branches',
  'commits',
  'discussions',
  'files',
  'groups',
  'merge_requests',
  'namespaces',
  'notes',
  'projects',
  'users',
]);

/** What a request asks for, without the ids and names in its address. */
export function operationOf(method: string, path: string): string {
  const [address = '', query = ''] = path.split('?', 2);
  const kind = requestKindOf(path);
  if (kind === 'rest') {
    const parts = address.replace(/^\/api\/v\d+/, '').split('/');
    const named = parts.map((part, index) => (collections.has(parts[index - 1] ?? '') ? ':id' : part));
    return `${method} ${named.join('/')}`;
  }
  if (kind !== 'git') return `${method} ${address}`;
  const service = new URLSearchParams(query).get('service') ?? address.split('/').at(-1) ?? '';
  return `${method} ${service.replace(/^git-/, '')}${address.endsWith('/info/refs') ? ' refs' : ''}`;
}

function matches(wanted: RequestFilter, request: LoggedRequest): boolean {
  return (
    (wanted.kind ?? request.kind) === request.kind &&
    (wanted.method ?? request.method) === request.method &&
    (wanted.operation ?? request.operation) === request.operation &&
    (wanted.status ?? request.status) === request.status &&
    (wanted.path?.test(request.path) ?? true)
  );
}
