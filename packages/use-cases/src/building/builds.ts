import type { Build, Commit, LogLine } from '@amplication/contract';
import { BUILD_STEPS } from '@amplication/contract';
import { Refusal, isRunning } from '@amplication/domain';
import {
  findBuild,
  findGeneration,
  listBuildsOfCommits,
  listCommits as listRows,
  listLog,
  lockCommit,
  notify,
  readBlobs,
  updateBuild,
  type BuildRow,
} from '@amplication/store';
import { getBuildRow, getProject } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { queueSync } from '../jobs/queue-sync.ts';
import { queueStaleMergeRequests } from './refresh-merge-requests.ts';
import { toBuild, toCommit } from './views.ts';

const DEFAULT_PAGE = 20;

/** Commits of a project, newest first. Looking at them also asks GitLab for news of their open merge requests. */
export async function listCommits(
  ctx: Pick<Context, 'store' | 'clock' | 'jobs'>,
  principal: Principal,
  projectId: string,
  query: {
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
    readonly serviceId?: string | undefined;
  },
): Promise<{ items: Commit[]; nextCursor: string | null }> {
  const { db } = ctx.store;
  const project = await getProject(db, principal, projectId);
  const before = query.cursor === undefined ? undefined : Number(query.cursor);
  if (before !== undefined && !Number.isSafeInteger(before))
    throw new Refusal('invalid_input', 'This cursor is none of ours: begin without one.');
  const limit = query.limit ?? DEFAULT_PAGE;
  const rows = await listRows(db, { projectId: project.id, before, limit: limit + 1, serviceId: query.serviceId });
  const page = rows.slice(0, limit);
  const builds = await listBuildsOfCommits(
    db,
    page.map((row) => row.id),
  );
  await queueStaleMergeRequests(ctx, project.id);
  const last = page.at(-1);
  return {
    items: page.map((row) => toCommit(row, builds)),
    nextCursor: rows.length > limit && last !== undefined ? String(last.number) : null,
  };
}

/** One build. */
export async function getBuild(ctx: Pick<Context, 'store'>, principal: Principal, buildId: string): Promise<Build> {
  return toBuild(await getBuildRow(ctx.store.db, principal, buildId));
}

/** Lines of a build's log after a number; 0 for all. */
export async function getBuildLog(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  buildId: string,
  after: number,
): Promise<readonly LogLine[]> {
  const build = await getBuildRow(ctx.store.db, principal, buildId);
  return (await listLog(ctx.store.db, build.id, after)).map((line) => ({
    number: line.number,
    at: line.at.toISOString(),
    step: BUILD_STEPS.find((step) => step === line.step) ?? 'generate',
    level: line.level,
    message: line.message,
  }));
}

/** Paths and sizes of what a build generated; the ledger has it, also without a repository. */
export async function listBuildFiles(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  buildId: string,
): Promise<readonly { path: string; size: number }[]> {
  const entries = await readEntries(ctx, principal, buildId);
  const contents = await readBlobs(ctx.store.db, [...new Set(entries.map((entry) => entry.hash))]);
  return entries.map((entry) => ({ path: entry.path, size: contents.get(entry.hash)?.byteLength ?? 0 }));
}

/** One generated file. */
export async function getBuildFile(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  buildId: string,
  path: string,
): Promise<{ path: string; content: string }> {
  const entry = (await readEntries(ctx, principal, buildId)).find((candidate) => candidate.path === path);
  const content = entry === undefined ? undefined : (await readBlobs(ctx.store.db, [entry.hash])).get(entry.hash);
  if (content === undefined) throw new Refusal('not_found', 'The build generated no file at this path.');
  return { path, content: content.toString('utf8') };
}

async function readEntries(ctx: Pick<Context, 'store'>, principal: Principal, buildId: string) {
  const build = await getBuildRow(ctx.store.db, principal, buildId);
  const generation =
    build.generationId === null ? undefined : await findGeneration(ctx.store.db, build.serviceId, build.generationId);
  return generation?.entries ?? [];
}

/** Stops a build before it is synced; what is being pushed can no longer be called back. Its siblings go on without it. */
export async function cancelBuild(
  ctx: Pick<Context, 'store' | 'clock' | 'jobs'>,
  principal: Principal,
  buildId: string,
): Promise<Build> {
  const build = await getBuildRow(ctx.store.db, principal, buildId);
  await ctx.store.transact(async (transaction) => {
    await lockCommit(transaction.db, build.commitId);
    const change = { state: 'cancelled', finishedAt: ctx.clock(), message: 'Cancelled.' } as const;
    if (!(await updateBuild(transaction.db, build.id, ['queued', 'generating'], change))) {
      throw new Refusal('conflict', 'Only a build that is queued or generating can be cancelled.');
    }
    await queueSync(ctx, transaction, build);
  });
  return announce(ctx, build);
}

/** Runs a failed or cancelled build again, from what its commit pinned. */
export async function retryBuild(
  ctx: Pick<Context, 'store' | 'jobs'>,
  principal: Principal,
  buildId: string,
): Promise<Build> {
  const build = await getBuildRow(ctx.store.db, principal, buildId);
  if (isRunning(build.state)) throw new Refusal('conflict', 'The build is still running.');
  await ctx.store.transact(async (transaction) => {
    const fresh = { state: 'queued', message: null, errorCode: null, startedAt: null, finishedAt: null } as const;
    if (!(await updateBuild(transaction.db, build.id, ['failed', 'cancelled'], fresh))) {
      throw new Refusal('conflict', 'Only a failed or cancelled build can run again; to generate anew, make a commit.');
    }
    await ctx.jobs.enqueue(transaction, [
      { name: 'generate-build', key: build.serviceId, data: { buildId: build.id } },
    ]);
  });
  return announce(ctx, build);
}

async function announce(ctx: Pick<Context, 'store'>, build: BuildRow): Promise<Build> {
  await notify(ctx.store.db, { topic: 'builds', projectId: build.projectId, buildId: build.id });
  const row = await findBuild(ctx.store.db, build.id);
  if (row === undefined) throw new Error('The build is gone.');
  return toBuild(row);
}
