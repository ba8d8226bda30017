import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAncestor, toCommitId } from '@amplication/git';
import { acquireLease, listBuildsOfCommits, releaseLease, tables } from '@amplication/store';
import { syncCommit } from '@amplication/use-cases';
import {
  describeEnd,
  generate,
  listOtherRefs,
  onlySyncBranch,
  openMachine,
  openStory,
  openSyncStack,
  readOutcome,
  runSync,
  toVersion,
  type Machine,
  type Story,
  type SyncRepositoryJob,
  type SyncStack,
} from '@amplication/test-kit';

/** A queue waits for seconds before it tries a job again; here another worker is never slow. */
const PATIENCE = { pauseMs: 20, attempts: 500 };

describe('syncs at once', () => {
  let stack: SyncStack;
  let machines: readonly Machine[];
  const [one, two] = [0, 1].map((index) => () => {
    const machine = machines[index];
    if (machine === undefined) throw new Error('The machines are not open.');
    return machine;
  }) as [() => Machine, () => Machine];

  beforeAll(async () => {
    stack = await openSyncStack();
    machines = ['one', 'two'].map((name) => openMachine(stack, { mirrorsDirectory: join(stack.directory, name) }));
  });
  afterAll(async () => {
    for (const machine of machines) await machine[Symbol.asyncDispose]();
    await stack[Symbol.asyncDispose]();
  });

  const open = async (services: number): Promise<Story> => openStory(stack, await stack.openProject({ services }));
  /** A first build with a file of a person's in the way, to be synced by `sync`; the repository's end. */
  const first = async (sync: (job: SyncRepositoryJob) => Promise<unknown>): Promise<unknown> => {
    const story = await open(1);
    await story.edit('main', 'service-0/asked.txt', () => 'USER-MAIN\n');
    story.setVersion(1);
    const { sync: job } = await generate(stack, story.project);
    await onlySyncBranch(story.project, () => sync(job));
    return describeEnd(stack, story.project);
  };

  it.each([
    ['two jobs', [{}, {}]],
    ['one job that is delivered again while it runs', [{ jobId: 'same' }, { jobId: 'same', from: 1 }]],
    ['one job, three times', [{ jobId: 'same' }, { jobId: 'same', from: 1 }, { jobId: 'same', from: 2 }]],
  ] as const)('on two machines for one commit end as one: %s', { timeout: 120_000 }, async (_name, runs) => {
    const undisturbed = await first((job) => runSync(one(), job));
    for (let round = 0; round < 5; round += 1) {
      const suffix = randomUUID();
      const end = await first((job) =>
        Promise.all(
          runs.map(async (run, index) => {
            const jobId = 'jobId' in run ? `${run.jobId} ${suffix}` : randomUUID();
            await runSync(index % 2 === 0 ? one() : two(), job, { ...PATIENCE, ...run, jobId });
          }),
        ),
      );
      expect(end).toEqual(undisturbed);
    }
  });

  it('of two projects to one repository lose nothing and share a merge request', { timeout: 120_000 }, async () => {
    const story = await open(1);
    const other = await stack.openProject({ services: 1, repositoryOf: story.project });
    for (let version = 1; version <= 5; version += 1) {
      stack.setFiles(story.project.serviceIds[0] ?? '', toVersion(0, version));
      stack.setFiles(other.serviceIds[0] ?? '', toVersion(1, version));
      const jobs = [await generate(stack, story.project), await generate(stack, other)];
      await onlySyncBranch(story.project, () =>
        Promise.all(jobs.map(({ sync }, index) => runSync(index === 0 ? one() : two(), sync, PATIENCE))),
      );
      const outcome = await readOutcome(stack, story);
      for (const index of [0, 1])
        expect(outcome.text).toContain(`service-${index}/asked.txt: one two of version ${version} three`);
      expect(outcome).toMatchObject({ open: 1, twice: [] });
      const builds = await listBuildsOfCommits(
        stack.ctx.store.db,
        jobs.map(({ commitId }) => commitId),
      );
      expect(builds.map(({ state }) => state)).toEqual(['proposed', 'proposed']);
    }
  });

  it('of two services on one branch lose no update, 50 times', { timeout: 300_000 }, async () => {
    const story = await open(2);
    const { project, remote } = story;
    const [a, b] = project.serviceIds;
    const written: string[] = [];
    let mergedAt: string | undefined;
    for (let trial = 1; trial <= 50; trial += 1) {
      story.setVersion(trial);
      const before = await remote.tip('amplication');
      const person = trial % 4 === 0 ? `USER-${trial}` : undefined;
      if (person !== undefined) written.push(person);
      await onlySyncBranch(project, async () => {
        const isStaggered = trial % 2 === 0;
        const jobs = [
          await generate(stack, project, [a ?? '']),
          ...(isStaggered ? [] : [await generate(stack, project, [b ?? ''])]),
        ];
        await Promise.all([
          ...jobs.map(({ sync }, index) => runSync(index === 0 ? one() : two(), sync, PATIENCE)),
          // The other one renders while the first is synced.
          ...(isStaggered
            ? [generate(stack, project, [b ?? '']).then(({ sync }) => runSync(two(), sync, PATIENCE))]
            : []),
          ...(person === undefined || before === undefined ? [] : [pushAsPerson(story, person)]),
        ]);
      });
      const outcome = await readOutcome(stack, story);
      for (const index of [0, 1])
        expect(outcome.text, `trial ${trial}`).toContain(
          `service-${index}/asked.txt: one two of version ${trial} three`,
        );
      for (const token of written) expect(outcome.text, `trial ${trial}`).toContain(token);
      expect(outcome, `trial ${trial}`).toMatchObject({ open: 1, twice: [] });
      expect(outcome.builds.filter(({ state }) => state === 'failed')).toEqual([]);
      const after = await remote.tip('amplication');
      if (before !== undefined && before !== mergedAt && after !== undefined)
        expect(await isAncestor({ gitDir: project.gitDir, ancestor: toCommitId(before), descendant: after })).toBe(
          true,
        );
      if (trial % 10 === 0) {
        await story.squash();
        mergedAt = after;
      }
    }
  });

  it.each(['planned', 'intended', 'pushed', 'offered'])(
    'leave the end to the worker that took over from one that fell silent at "%s"',
    async (moment) => {
      const undisturbed = await first((job) => runSync(one(), job));
      const end = await first(async (job) => {
        const jobId = randomUUID();
        const pause = makePause(moment);
        await using slow = openMachine(stack, {
          mirrorsDirectory: join(stack.directory, 'slow'),
          onMoment: pause.reach,
        });
        const running = syncCommit(slow.ctx, job.data, { jobId, number: 0, isLast: false });
        await pause.reached;
        await runSync(two(), job, { jobId, from: 1 });
        const requests = stack.sandbox.requests.count({ operation: 'POST receive-pack' });
        pause.goOn();
        await running;
        expect(stack.sandbox.requests.count({ operation: 'POST receive-pack' })).toBe(requests);
      });
      expect(end).toEqual(undisturbed);
    },
  );

  it.each(['written', 'pushed'])('say nothing of the builds after another worker took over at "%s"', async (moment) => {
    const story = await open(1);
    story.setVersion(1);
    const { sync: job, commitId } = await generate(stack, story.project);
    const jobId = randomUUID();
    const [slow, next] = [makePause(moment), makePause('gathered')];
    await using silent = openMachine(stack, { onMoment: slow.reach });
    await using taker = openMachine(stack, { mirrorsDirectory: join(stack.directory, 'taker'), onMoment: next.reach });
    const running = syncCommit(silent.ctx, job.data, { jobId, number: 0, isLast: false });
    await slow.reached;
    const taking = syncCommit(taker.ctx, job.data, { jobId, number: 1, isLast: false });
    await next.reached;
    const tip = await story.remote.tip('amplication');
    slow.goOn();
    await running;
    expect(await story.remote.tip('amplication')).toBe(tip);
    expect(await listBuildsOfCommits(stack.ctx.store.db, [commitId])).toMatchObject([{ state: 'syncing' }]);
    next.goOn();
    await taking;
    expect(await listBuildsOfCommits(stack.ctx.store.db, [commitId])).toMatchObject([{ state: 'proposed' }]);
    expect(await readOutcome(stack, story)).toMatchObject({ open: 1, twice: [] });
  });

  it('are told by the worker that took over, also when the one that it took over from breaks', async () => {
    const story = await open(1);
    const { sync: job, commitId } = await generate(stack, story.project);
    const jobId = randomUUID();
    const mirrorsDirectory = join(stack.directory, 'broken');
    const [slow, next] = [makePause('planned'), makePause('gathered')];
    await using silent = openMachine(stack, { mirrorsDirectory, onMoment: slow.reach });
    await using taker = openMachine(stack, { mirrorsDirectory: join(stack.directory, 'taker'), onMoment: next.reach });
    const running = syncCommit(silent.ctx, job.data, { jobId, number: 0, isLast: true });
    await slow.reached;
    const taking = syncCommit(taker.ctx, job.data, { jobId, number: 1, isLast: false });
    await next.reached;
    await rm(mirrorsDirectory, { recursive: true });
    slow.goOn();
    await running;
    expect(await listBuildsOfCommits(stack.ctx.store.db, [commitId])).toMatchObject([{ state: 'syncing' }]);
    next.goOn();
    await taking;
    expect(await listBuildsOfCommits(stack.ctx.store.db, [commitId])).toMatchObject([{ state: 'proposed' }]);
  });

  it('are tried again after another job took the repository over from a worker that was silent for too long', async () => {
    const story = await open(1);
    const { sync: job, commitId } = await generate(stack, story.project);
    const pause = makePause('planned');
    await using slow = openMachine(stack, { onMoment: pause.reach });
    const attempt = { jobId: randomUUID(), number: 0, isLast: false };
    const running = syncCommit(slow.ctx, job.data, attempt);
    await pause.reached;
    const { db } = stack.ctx.store;
    const remote = `${job.data.baseUrl}#${job.data.externalId}`;
    const other = { job: randomUUID(), attempt: 0 };
    await db
      .update(tables.repositoryLease)
      .set({ expiresAt: new Date(0) })
      .where(eq(tables.repositoryLease.remote, remote));
    expect(await acquireLease(db, remote, other)).toBe(true);
    pause.goOn();
    await expect(running).rejects.toThrow('Another worker took the repository over.');
    expect(await listBuildsOfCommits(db, [commitId])).toMatchObject([{ state: 'syncing' }]);
    await releaseLease(db, remote, other);
    await runSync(one(), job, { jobId: attempt.jobId, from: 1 });
    expect(await readOutcome(stack, story)).toMatchObject({ open: 1, builds: [{ state: 'proposed' }] });
  });

  it('create the agreed first commit of an empty repository once', async () => {
    const story = await openStory(
      stack,
      await stack.openProject({ services: 1, isEmpty: true, allowFirstCommit: true }),
    );
    story.setVersion(1);
    const { sync } = await generate(stack, story.project);
    expect(await listOtherRefs(story.project)).toEqual(new Map());
    await Promise.all([one(), two()].map((machine) => runSync(machine, sync, PATIENCE)));
    expect([...(await listOtherRefs(story.project)).keys()]).toEqual(['refs/heads/main']);
    expect([...(await story.remote.files('refs/heads/main')).keys()]).toEqual(['README.md']);
    expect(await readOutcome(stack, story)).toMatchObject({ open: 1, builds: [{ state: 'proposed' }] });
  });

  it('move nothing in an empty repository where that was not agreed', async () => {
    const story = await openStory(stack, await stack.openProject({ services: 1, isEmpty: true }));
    story.setVersion(1);
    const { sync, commitId } = await generate(stack, story.project);
    await runSync(one(), sync);
    expect(await listOtherRefs(story.project)).toEqual(new Map());
    expect(await story.remote.tip('amplication')).toBeUndefined();
    expect(await listBuildsOfCommits(stack.ctx.store.db, [commitId])).toMatchObject([
      { state: 'failed', message: expect.stringContaining('The repository is empty') },
    ]);
  });
});

/** A person pushes to the sync branch, and again when our push was quicker. */
async function pushAsPerson(story: Story, token: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      await story.edit('amplication', 'service-0/kept.txt', (text) => `${text}${token}\n`);
      return;
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('moved')) throw error;
    }
  }
  throw new Error('A person could not push.');
}

/** Holds a worker at a moment until it may go on. */
function makePause(moment: string): {
  readonly reach: (reached: string) => Promise<void>;
  readonly reached: Promise<void>;
  readonly goOn: () => void;
} {
  let [tell, goOn] = [(): void => undefined, (): void => undefined];
  const reached = new Promise<void>((resolve) => (tell = resolve));
  const going = new Promise<void>((resolve) => (goOn = resolve));
  return {
    reach: async (name) => {
      if (name !== moment) return;
      tell();
      await going;
    },
    reached,
    goOn: () => goOn(),
  };
}
