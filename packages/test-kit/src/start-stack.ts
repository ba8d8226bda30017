import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApiClient, routes, type AnswerOf, type ApiClient, type Build, type Call, type Route, type Session } from '@amplication/contract';
import type { Sandbox } from '@amplication/gitlab-sandbox';
import { findBuiltFiles, parseConfig, startServer, type RunningServer } from '@amplication/server';
import { findFreePort } from './free-port.ts';
import { createTestDatabase } from './test-database.ts';

/** The whole product in this process: server with worker, real database, sandbox on a socket. */
export interface Stack {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly databaseUrl: string;
  /** A browser's session cookie of the demo user. */
  readonly cookie: string;
  readonly session: Session;
  /** The API as the demo user, by API token. */
  readonly api: ApiClient;
  readonly token: string;
  /** Calls a route with the demo user's token. */
  readonly call: <R extends Route>(route: R, input: Call<R>) => Promise<AnswerOf<R>>;
  /** Waits for a build to come to rest. */
  readonly waitForBuild: (buildId: string) => Promise<Build>;
  readonly stop: () => Promise<void>;
}

const RESTING = new Set(['generated', 'unchanged', 'conflicted', 'proposed', 'merged', 'closed', 'failed', 'cancelled']);

/** Starts the stack on free ports with an empty database; `npm test` has built what it runs. */
export async function startStack(options: { readonly environment?: Readonly<Record<string, string>> } = {}): Promise<Stack> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'amplication-stack-'));
  const [port, sandboxPort] = [await findFreePort(), await findFreePort()];
  const config = parseConfig(
    {
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATA_DIR: directory,
      DATABASE_URL: database.url,
      ENCRYPTION_KEY: randomBytes(32).toString('hex'),
      LOG_LEVEL: 'error',
      ...options.environment,
    },
    directory,
  );
  const server = await startServer(config, findBuiltFiles(toDistUrl()));
  const stop = async (): Promise<void> => {
    await server.stop();
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  };
  return { ...(await enter(server)), databaseUrl: database.url, stop };
}

async function enter(server: RunningServer): Promise<Omit<Stack, 'stop' | 'databaseUrl'>> {
  const { sandbox, url } = server;
  if (sandbox === undefined) throw new Error('The stack needs the sandbox.');
  const cookie = await signInDemo(url);
  const created = await postJson(url, '/api-tokens', cookie, { name: 'tests' });
  const { token } = (await created.json()) as { readonly token: string };
  const api = createApiClient({ baseUrl: url, token });
  const call: Stack['call'] = (route, input) => api.call(route, input);
  return {
    url,
    sandbox,
    cookie,
    token,
    api,
    call,
    session: await call(routes.getSession, {}),
    waitForBuild: (buildId) => waitForBuild(url, token, call, buildId),
  };
}

/** Signs in as a browser does, and returns its Cookie header. */
export async function signInDemo(url: string): Promise<string> {
  const response = await postJson(url, '/demo-session', undefined, undefined);
  return response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}

async function postJson(url: string, path: string, cookie: string | undefined, body: unknown): Promise<Response> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { origin: url, ...(cookie === undefined ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return response;
}

/** Follows the build's own events: no polling, no sleeping. */
async function waitForBuild(url: string, token: string, call: Stack['call'], buildId: string): Promise<Build> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/v1/builds/${buildId}/events`, { headers: { authorization: `Bearer ${token}` }, signal: abort.signal });
  try {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: build\ndata: (.*)$/mu.exec(event)?.[1];
        if (data !== undefined && RESTING.has((JSON.parse(data) as Build).state) && isFinal(JSON.parse(data) as Build)) return await call(routes.getBuild, { params: { buildId } });
      }
    }
    throw new Error('The event stream ended before the build did.');
  } finally {
    abort.abort();
  }
}

/** `generated` is a station on the way where there is a repository. */
function isFinal(build: Build): boolean {
  return build.state !== 'generated' || build.finishedAt !== null;
}

/** The folder that `npm run build` writes. */
function toDistUrl(): string {
  return new URL('../../../apps/server/dist/', import.meta.url).href;
}
