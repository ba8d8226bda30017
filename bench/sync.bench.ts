import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { GeneratedFile } from '@amplication/domain';
import type { TreeChange } from '@amplication/git';
import { generate, openRemote, openSyncStack, runSync, type StackProject, type SyncStack } from '@amplication/test-kit';
import { editFile, makeFiles } from './sync/files.ts';
import { openLowerBound } from './sync/lower-bound.ts';

const CHANGED = 20;
const REPEATS = Number(process.env['BENCH_REPEATS'] ?? 7);

interface Case {
  readonly name: string;
  readonly files: number;
  readonly changed: number;
  readonly latencyMs: number;
  readonly oursMs: number;
  readonly boundMs: number;
  readonly ratio: number;
  readonly gitCommands: number;
  readonly gitRequests: number;
  readonly restCalls: number;
}

interface Sample {
  readonly oursMs: number;
  readonly boundMs: number;
  readonly gitCommands: number;
  readonly gitRequests: number;
  readonly restCalls: number;
}

let stack: SyncStack;
let directory: string;
const cases: Case[] = [];

beforeAll(async () => {
  stack = await openSyncStack();
  directory = await mkdtemp(join(tmpdir(), 'bench-sync-'));
});
afterAll(async () => {
  await writeFile(process.env['BENCH_RESULT'] ?? join(tmpdir(), 'bench-sync.json'), JSON.stringify({ cases }));
  await stack[Symbol.asyncDispose]();
  await rm(directory, { recursive: true, force: true });
});

describe.each([400, 5_000])('%i files', (count) => {
  it.each([0, 100])('with %i ms of latency', async (latencyMs) => {
    const repeats = count > 1_000 ? Math.ceil(REPEATS / 2) : REPEATS;
    await measureFirstBuilds(count, latencyMs, Math.min(3, repeats));
    await measureLaterBuilds(count, latencyMs, repeats);
  });
});

/** Both sides begin with an empty mirror of a repository that has a README. */
async function measureFirstBuilds(count: number, latencyMs: number, repeats: number): Promise<void> {
  const samples: Sample[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const pair = await openPair();
    const files = makeFiles(count, () => repeat);
    samples.push(await measure(pair, files, toWrites(files), latencyMs));
  }
  record('first build', count, count, latencyMs, samples);
}

async function measureLaterBuilds(count: number, latencyMs: number, repeats: number): Promise<void> {
  const pair = await openPair();
  const versions = new Map<number, number>();
  const make = (): readonly GeneratedFile[] => makeFiles(count, (index) => versions.get(index) ?? 0);
  let files = make();
  await measure(pair, files, toWrites(files), 0);
  await pair.plain.openMergeRequest();
  let next = 0;
  /** Twenty others each time. */
  const change = (): readonly TreeChange[] => {
    const chosen = Array.from({ length: CHANGED }, (_, index) => (next + index * 3) % count);
    next += 1;
    for (const index of chosen) versions.set(index, (versions.get(index) ?? 0) + 1);
    files = make();
    return toWrites(chosen.flatMap((index) => files[index] ?? []));
  };
  const changed: Sample[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1)
    changed.push(await measure(pair, files, change(), latencyMs, () => files));
  record('20 files changed', count, CHANGED, latencyMs, changed);

  const nothing: Sample[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) nothing.push(await measure(pair, files, [], latencyMs));
  record('nothing changed', count, 0, latencyMs, nothing);

  // People edit generated files on the base branch: it has them once the merge requests are merged.
  for (const project of [pair.ours, pair.bound]) await openRemote(stack, project).mergeBranch('amplication', 'main');
  // Both have an open merge request again: GitLab works on it after each push.
  await measure(pair, files, change(), 0, () => files);
  await pair.plain.openMergeRequest();
  const edited: Sample[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const project of [pair.ours, pair.bound]) {
      const remote = openRemote(stack, project);
      const now = await remote.files('refs/heads/main');
      const path = files[(next * 3) % count]?.path ?? '';
      const content = now.get(path)?.content.toString() ?? '';
      await remote.commit(
        'main',
        new Map([[path, { mode: '100644', content: Buffer.from(editFile(content, `edit ${repeat}`)) }]]),
      );
    }
    edited.push(await measure(pair, files, change(), latencyMs, () => files));
  }
  record('after user edits', count, CHANGED, latencyMs, edited);
}

interface Pair {
  readonly ours: StackProject;
  readonly bound: StackProject;
  readonly plain: Awaited<ReturnType<typeof openLowerBound>>;
}

/** Two repositories with the same content: one for us, one for plain git. */
async function openPair(): Promise<Pair> {
  const [ours, bound] = [await stack.openProject({ services: 1 }), await stack.openProject({ services: 1 })];
  const plain = await openLowerBound(stack, bound, join(directory, `${bound.externalId}.git`));
  return { ours, bound, plain };
}

async function measure(
  { ours, plain }: Pair,
  files: readonly GeneratedFile[],
  changes: readonly TreeChange[],
  latencyMs: number,
  later: () => readonly GeneratedFile[] = () => files,
): Promise<Sample> {
  stack.setGenerator(() => ({ files: later(), identifiers: {} }));
  const { sync } = await generate(stack, ours);
  const bound = await plain.prepare(changes);
  await stack.sandbox.drain();
  stack.sandbox.setLatency(latencyMs);
  const boundMs = await time(bound);
  await stack.sandbox.drain();
  stack.sandbox.requests.clear();
  let gitCommands = 0;
  // The sandbox starts git too, in repositories of its own.
  const count = (message: unknown): void => {
    const { gitDir } = message as { readonly gitDir: string | undefined };
    if (gitDir?.includes('/sandbox/') !== true) gitCommands += 1;
  };
  subscribe('amplication:git', count);
  const oursMs = await time(() => runSync(stack, sync));
  unsubscribe('amplication:git', count);
  stack.sandbox.setLatency(0);
  const { requests } = stack.sandbox;
  const sample = {
    oursMs,
    boundMs,
    gitCommands,
    gitRequests: requests.count('git'),
    restCalls: requests.count('rest'),
  };
  await stack.sandbox.drain();
  return sample;
}

async function time(act: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

function record(name: string, files: number, changed: number, latencyMs: number, samples: readonly Sample[]): void {
  const median = (pick: (sample: Sample) => number): number => {
    const sorted = samples.map(pick).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  const [oursMs, boundMs] = [median((sample) => sample.oursMs), median((sample) => sample.boundMs)];
  cases.push({
    name,
    files,
    changed,
    latencyMs,
    oursMs: Math.round(oursMs),
    boundMs: Math.round(boundMs),
    ratio: Math.round((oursMs / boundMs) * 100) / 100,
    gitCommands: median((sample) => sample.gitCommands),
    gitRequests: median((sample) => sample.gitRequests),
    restCalls: median((sample) => sample.restCalls),
  });
}

function toWrites(files: readonly GeneratedFile[]): readonly TreeChange[] {
  return files.map(({ path, mode, content }) => ({ kind: 'write', path, mode, content: Buffer.from(content) }));
}
