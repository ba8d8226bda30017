import {
  API_PREFIX,
  EVENT_PATHS,
  createApiClient,
  routes,
  type AnswerOf,
  type Build,
  type Call,
  type LogLine,
  type Route,
  type Session,
} from '@amplication/contract';

/** A running product as its demo user reaches it. */
export interface DemoClient {
  readonly url: string;
  /** A browser's session cookie. */
  readonly cookie: string;
  readonly token: string;
  readonly session: Session;
  /** Calls a route with the API token. */
  readonly call: <R extends Route>(route: R, input: Call<R>) => Promise<AnswerOf<R>>;
  /** Waits for a build to come to rest. */
  readonly waitForBuild: (buildId: string) => Promise<Build>;
  /** Waits for a line of a build's log. */
  readonly waitForLog: (buildId: string, text: string) => Promise<void>;
}

/** Signs in as a browser does, makes an API token there, and uses it from then on. */
export async function enterAsDemo(url: string): Promise<DemoClient> {
  const cookie = await signInDemo(url);
  const created = await postJson(url, '/api-tokens', cookie, { name: 'tests' });
  const { token } = (await created.json()) as { readonly token: string };
  const api = createApiClient({ baseUrl: url, token });
  const call: DemoClient['call'] = (route, input) => api.call(route, input);
  return {
    url,
    cookie,
    token,
    session: await call(routes.getSession, {}),
    call,
    waitForBuild: async (buildId) => {
      await followBuild(
        url,
        token,
        buildId,
        (event) => event.name === 'build' && isAtRest(JSON.parse(event.data) as Build),
      );
      return call(routes.getBuild, { params: { buildId } });
    },
    waitForLog: (buildId, text) =>
      followBuild(
        url,
        token,
        buildId,
        (event) => event.name === 'log' && (JSON.parse(event.data) as LogLine).message.includes(text),
      ),
  };
}

/** Signs in as a browser does, and returns its Cookie header. */
export async function signInDemo(url: string): Promise<string> {
  const response = await postJson(url, '/demo-session', undefined, undefined);
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

async function postJson(url: string, path: string, cookie: string | undefined, body: unknown): Promise<Response> {
  const response = await fetch(`${url}${API_PREFIX}${path}`, {
    method: 'POST',
    headers: {
      origin: url,
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return response;
}

interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** Follows the build's own events until one is the wanted one: no polling, no sleeping. */
async function followBuild(
  url: string,
  token: string,
  buildId: string,
  isWanted: (event: StreamEvent) => boolean,
): Promise<void> {
  const abort = new AbortController();
  const path = EVENT_PATHS.build.replace(':buildId', buildId);
  const response = await fetch(`${url}${API_PREFIX}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  try {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, name, data] = /event: (\w+)\ndata: (.*)$/mu.exec(block) ?? [];
        if (name !== undefined && data !== undefined && isWanted({ name, data })) return;
      }
    }
    throw new Error('The event stream ended before the build did.');
  } finally {
    abort.abort();
  }
}

const MOVING = new Set(['queued', 'generating', 'syncing']);

/** `generated` is a station on the way where there is a repository. */
function isAtRest(build: Build): boolean {
  return !MOVING.has(build.state) && (build.state !== 'generated' || build.finishedAt !== null);
}
