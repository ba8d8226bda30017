/** What a service answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of it; nothing where there is none. */
  readonly body: Body;
}

export type Body = Readonly<Record<string, unknown>>;

export interface ApiRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Whoever calls a service from outside: with a token, or as a stranger. */
export interface ApiClient {
  readonly get: (path: string, query?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly post: (path: string, body?: unknown) => Promise<Answer>;
  readonly patch: (path: string, body: unknown) => Promise<Answer>;
  readonly put: (path: string, body?: FormData) => Promise<Answer>;
  readonly delete: (path: string) => Promise<Answer>;
  /** The records of a list that match, all of them on one page. */
  readonly find: (path: string, where: unknown, query?: Readonly<Record<string, string>>) => Promise<readonly Body[]>;
  /** Creates a record, and throws with the answer when there is none. */
  readonly create: (path: string, body: unknown) => Promise<Body & { readonly id: string | number }>;
  readonly graphql: (query: string, variables?: Body) => Promise<Answer>;
  readonly send: (method: string, path: string, request?: ApiRequest) => Promise<Answer>;
}

/** Paths are those under `/api`. */
export function newApiClient(url: string, headers: Readonly<Record<string, string>> = {}): ApiClient {
  const send = async (method: string, path: string, request: ApiRequest = {}): Promise<Answer> => {
    const address = new URL(path.startsWith('/') ? path : `/api/${path}`, url);
    for (const [name, value] of Object.entries(request.query ?? {})) address.searchParams.set(name, value);
    const isJson = request.body !== undefined && !isRaw(request.body);
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: { ...headers, ...(isJson ? { 'content-type': 'application/json' } : {}), ...request.headers },
      ...(request.body === undefined
        ? {}
        : { body: isRaw(request.body) ? request.body : JSON.stringify(request.body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: toBody(text) };
  };
  const client: ApiClient = {
    send,
    get: (path, query) => send('GET', path, query === undefined ? {} : { query }),
    post: (path, body) => send('POST', path, { body }),
    patch: (path, body) => send('PATCH', path, { body }),
    put: (path, body) => send('PUT', path, { body }),
    delete: (path) => send('DELETE', path),
    graphql: (query, variables = {}) => send('POST', '/graphql', { body: { query, variables } }),
    find: async (path, where, query = {}) => {
      const answer = await client.get(path, { take: '100', where: JSON.stringify(where), ...query });
      if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${answer.text}`);
      return answer.body['items'] as readonly Body[];
    },
    create: async (path, body) => {
      const answer = await client.post(path, body);
      if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
      return answer.body as Body & { readonly id: string | number };
    },
  };
  return client;
}

function isRaw(body: unknown): body is string | FormData {
  return typeof body === 'string' || body instanceof FormData;
}

function toBody(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {};
  }
}
