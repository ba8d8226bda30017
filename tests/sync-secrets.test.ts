import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { routes } from '@amplication/contract';
import { listBuildsOfCommits, readBlobs, type BuildRow } from '@amplication/store';
import { syncCommit, type Context, type Job } from '@amplication/use-cases';
import {
  connectRepository,
  generate,
  openStore,
  openStory,
  openSyncStack,
  startStack,
  watchProcesses,
  type ProcessWatch,
  type Story,
  type SyncRepositoryJob,
  type SyncStack,
} from '@amplication/test-kit';

const LAST_TRY = 10;
const WRONG_TOKEN = 'glpat-wrong-but-also-a-secret';

describe('an access token', () => {
  const heard: string[] = [];
  let processes: ProcessWatch;

  beforeEach(() => {
    heard.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((chunk) => {
        heard.push(String(chunk));
        return true;
      });
    }
    processes = watchProcesses();
  });
  afterEach(async () => {
    await processes.stop();
    vi.restoreAllMocks();
  });

  it('is in no argument, address, file, log line, error, job and column of syncs that work and that fail', async () => {
    await using stack = await openSyncStack();
    const jobs: Job[] = [];
    const errors: unknown[] = [];
    const ctx: Context = {
      ...stack.ctx,
      jobs: {
        enqueue: async (transaction, more) => {
          jobs.push(...more);
          await stack.ctx.jobs.enqueue(transaction, more);
        },
      },
      log: {
        info: (fields, message) => void heard.push(message, inspect(fields, { depth: null })),
        error: (fields, message) => void heard.push(message, inspect(fields, { depth: null, showHidden: true })),
      },
    };
    const watched: SyncStack = { ...stack, ctx };
    const journey = { stack: watched, errors };
    const story = await openStory(watched, await stack.openProject({ services: 1 }));
    await story.edit('main', 'service-0/asked.txt', () => 'USER-MAIN\n');

    expect(await play(journey, story, 1)).toMatchObject({ state: 'conflicted' });
    // The connection is cut at each of git's requests and in GitLab's answers.
    stack.sandbox.faults.add({ path: /git-receive-pack$/u, when: 'during', times: 2 });
    stack.sandbox.faults.add({ path: /git-upload-pack/u, when: 'before', times: 4 });
    stack.sandbox.faults.add({ path: /merge_requests/u, when: 'after', times: 2 });
    expect(await play(journey, story, 2)).toMatchObject({ state: expect.stringMatching(/proposed|conflicted/u) });
    stack.sandbox.faults.add({ path: /git-upload-pack/u, when: 'before', times: 1_000 });
    expect(await play(journey, story, 3)).toMatchObject({ state: 'failed', errorCode: 'sync_fault' });
    stack.sandbox.faults.clear();
    const hook = join(stack.directory, 'sandbox', 'hooks', 'pre-receive');
    await writeFile(hook, '#!/bin/sh\necho "GitLab: no pushes today" >&2\nexit 1\n');
    const refused = await play(journey, story, 4);
    expect(refused).toMatchObject({ state: 'failed', message: 'GitLab refused the push: no pushes today' });
    await setToken(stack, WRONG_TOKEN);
    expect(await play(journey, story, 5)).toMatchObject({ state: 'failed', errorCode: 'reconnect_required' });
    await processes.stop();

    const needles = [...spell(stack.sandbox.tokens.owner), ...spell(WRONG_TOKEN)];
    expect(processes.seen()).toEqual(expect.arrayContaining([expect.stringMatching(/\bpush\b/u)]));
    expect(processes.seen()).toEqual(expect.arrayContaining([expect.stringMatching(/git(-| )remote-http/u)]));
    expectNone(needles, 'arguments', processes.seen());
    const addresses = stack.sandbox.requests.list().map(({ path }) => path);
    // The sandbox masks a credential in an address.
    expectNone([...needles, '***', '@'], 'addresses', addresses.map(decodeURIComponent));
    expect(errors.length).toBeGreaterThan(2);
    expectNone(needles, 'errors', errors.map(tellAll));
    expect(jobs.length).toBeGreaterThan(5);
    expectNone(needles, 'jobs', [JSON.stringify(jobs)]);
    expectNone(needles, 'output and logs', heard);
    const mirrors = await readAll(stack.ctx.mirrorsDirectory);
    expect([...mirrors.keys()]).toEqual(expect.arrayContaining([expect.stringMatching(/\.git\/config$/u)]));
    expectNone(
      needles,
      'mirrors',
      [...mirrors].map(([path, bytes]) => `${path}\n${bytes.toString('latin1')}`),
    );
    expectNone(needles, 'database', await dump(stack.databaseUrl));
    expectNone(needles, 'ledger', await readLedger(stack));
    const [account] = await openStore(stack.databaseUrl, (query) => query('select access_token from git_organization'));
    expect(stack.ctx.secrets.decrypt(String(account?.['access_token']))).toBe(WRONG_TOKEN);
  });

  it(
    'is in no argument and no table, those of the queue included, of the whole product',
    { timeout: 120_000 },
    async () => {
      const stack = await startStack();
      try {
        const { projectId } = await connectRepository(stack, 'secrets');
        const start = async (): Promise<string> => {
          const body = { strategy: 'all-services' } as const;
          return (await stack.call(routes.createCommit, { params: { projectId }, body })).builds[0]?.id ?? '';
        };
        stack.sandbox.faults.add({ path: /git-upload-pack/u, when: 'before', times: 1_000 });
        const first = await start();
        await stack.waitForLog(first, 'Trying again soon');
        // Until it has run again, a job keeps its error in the queue's own table.
        const told = 'GitLab cannot be reached';
        const queue = await vi.waitUntil(
          async () => {
            const lines = await dump(stack.databaseUrl);
            return lines.some((line) => line.startsWith('pgboss.') && line.includes(told)) && lines;
          },
          { timeout: 20_000, interval: 20 },
        );
        stack.sandbox.faults.clear();
        expect(await stack.waitForBuild(first)).toMatchObject({ state: 'proposed' });
        stack.sandbox.faults.add({ path: /\/api\/v4\/|\.git\//u, status: 401, times: 1_000 });
        expect(await stack.waitForBuild(await start())).toMatchObject({ state: 'failed' });
        stack.sandbox.faults.clear();
        await processes.stop();
        const needles = spell(stack.sandbox.tokens.owner);
        expectNone(needles, 'database', [...queue, ...(await dump(stack.databaseUrl))]);
        expectNone(needles, 'arguments', processes.seen());
      } finally {
        await stack.stop();
      }
    },
  );
});

interface Journey {
  readonly stack: SyncStack;
  readonly errors: unknown[];
}

/** A build and its sync as the queue runs it; what it throws is kept. */
async function play({ stack, errors }: Journey, story: Story, version: number): Promise<BuildRow | undefined> {
  story.setVersion(version);
  const { sync, commitId } = await generate(stack, story.project);
  for (let number = 0; number <= LAST_TRY && !(await attempt(stack, errors, sync, number)); number += 1);
  return (await listBuildsOfCommits(stack.ctx.store.db, [commitId]))[0];
}

async function attempt(stack: SyncStack, errors: unknown[], job: SyncRepositoryJob, number: number): Promise<boolean> {
  try {
    await syncCommit(stack.ctx, job.data, { jobId: job.data.commitId, number, isLast: number === LAST_TRY });
    return true;
  } catch (error) {
    errors.push(error);
    return false;
  }
}

async function setToken({ ctx }: SyncStack, token: string): Promise<void> {
  await ctx.store.transact(({ execute }) =>
    execute('update git_organization set access_token = $1', [ctx.secrets.encrypt(token)]),
  );
}

/** A secret in every spelling in which it could be written down. */
function spell(secret: string): readonly string[] {
  const texts = [secret, `oauth2:${secret}`, `:${secret}`];
  return [
    secret,
    ...texts.flatMap((text) =>
      (['base64', 'base64url', 'hex'] as const).map((encoding) =>
        Buffer.from(text).toString(encoding).replace(/=+$/u, ''),
      ),
    ),
  ];
}

function expectNone(needles: readonly string[], where: string, texts: readonly string[]): void {
  expect(texts.length, where).toBeGreaterThan(0);
  const found = texts.filter((text) => needles.some((needle) => text.includes(needle)));
  expect(
    found.map((text) => text.slice(0, 300)),
    where,
  ).toEqual([]);
}

/** Everything that could be printed of an error, as a serialiser sees it and as a console does. */
function tellAll(error: unknown): string {
  const own = error instanceof Error ? [error.message, error.stack, String(error.cause)] : [];
  return [inspect(error, { depth: null, showHidden: true }), JSON.stringify(error), ...own].join('\n');
}

async function readAll(directory: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(files.map(async (path) => [path, await readFile(path)] as const)));
}

/** All rows of all tables, the queue's too, as text: bytes as hexadecimal. */
function dump(url: string): Promise<readonly string[]> {
  return openStore(url, async (query) => {
    const tables = await query(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    const lines: string[] = [];
    for (const { name } of tables) {
      const rows = await query(`select each::text as text from ${String(name)} each`);
      lines.push(...rows.map(({ text }) => `${String(name)} ${String(text)}`));
    }
    return lines;
  });
}

/** The ledger's files, which are compressed in their table. */
async function readLedger({ ctx, databaseUrl }: SyncStack): Promise<readonly string[]> {
  const hashes = await openStore(databaseUrl, (query) => query('select hash from blob'));
  const contents = await readBlobs(
    ctx.store.db,
    hashes.map(({ hash }) => String(hash)),
  );
  return [...contents.values()].map((bytes) => bytes.toString('latin1'));
}
