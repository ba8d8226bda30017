import { createHash, randomUUID } from 'node:crypto';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYNC_POINTS } from '@amplication/git-sync';
import {
  countMoments,
  describeEnd,
  generate,
  killSync,
  onlySyncBranch,
  openStory,
  openSyncStack,
  readOutcome,
  runSync,
  type KillTime,
  type Story,
  type SyncRepositoryJob,
  type SyncStack,
} from '@amplication/test-kit';

type PlaySync = (job: SyncRepositoryJob, which: 1 | 2) => Promise<void>;
/** What becomes of the first merge request before the second build. */
type Plot = 'merged' | 'open';

/** A killed worker, then the job again: the end is that of a run that nobody disturbed. */
describe.concurrent('a sync that is killed', () => {
  let stack: SyncStack;
  const undisturbed = new Map<Plot, unknown>();
  const moments = new Map<Plot, ReadonlyMap<string, number>>();

  /** A build over a person's file, perhaps its squash, edits of people on both branches (one of them meets the next build), and that build. */
  const play = async (plot: Plot, sync: PlaySync): Promise<Story> => {
    const story = await openStory(stack, await stack.openProject({ services: 2 }));
    const build = async (version: 1 | 2): Promise<void> => {
      story.setVersion(version);
      const { sync: job } = await generate(stack, story.project);
      await onlySyncBranch(story.project, () => sync(job, version));
    };
    await story.edit('main', 'service-1/kept.txt', () => 'USER-FIRST\n');
    await build(1);
    if (plot === 'merged') await story.squash();
    await story.edit('main', plot === 'merged' ? 'service-0/asked.txt' : 'README.md', (text) => `${text}USER-MAIN\n`);
    if (plot === 'merged') await story.edit('main', 'service-0/asked.txt', (text) => text.replace('two', 'USER-ASKED'));
    else await story.edit('amplication', 'service-0/asked.txt', (text) => text.replace('two', 'USER-ASKED'));
    await story.edit('amplication', 'service-0/kept.txt', (text) => `${text}USER-SYNC\n`);
    await build(2);
    return story;
  };
  /** Kills one of the syncs at each of these times, one after the other, before it may end. */
  const kill =
    (which: 1 | 2, times: readonly KillTime[], between: () => Promise<void> = async () => undefined): PlaySync =>
    async (job, number) => {
      const jobId = randomUUID();
      let attempt = 0;
      for (const time of which === number ? times : []) {
        expect(await killSync(stack, job, { jobId, number: attempt, isLast: false }, time)).toBe(true);
        attempt += 1;
      }
      if (which === number) await between();
      await runSync(stack, job, { jobId, from: attempt });
    };

  beforeAll(async () => {
    stack = await openSyncStack();
    for (const plot of ['merged', 'open'] as const) {
      const story = await play(plot, async (job, which) => {
        if (which === 1) return runSync(stack, job);
        moments.set(plot, await countMoments(stack, job, { jobId: randomUUID(), number: 0, isLast: false }));
      });
      undisturbed.set(plot, await describeEnd(stack, story.project));
    }
  });
  afterAll(() => stack[Symbol.asyncDispose]());

  const expectEnd = async (plot: Plot, which: 1 | 2, ...times: readonly KillTime[]): Promise<void> => {
    const story = await play(plot, kill(which, times));
    expect(await describeEnd(stack, story.project)).toEqual(undisturbed.get(plot));
  };

  it('is compared with runs that met conflicts', () => {
    for (const plot of undisturbed.values()) {
      expect(plot).toMatchObject({
        builds: [{}, {}, {}, {}].map(() => ({ state: 'conflicted' })),
        conflicts: expect.arrayContaining([
          expect.objectContaining({ path: 'service-0/asked.txt', kind: 'content', state: 'open', discussed: true }),
          expect.objectContaining({ path: 'service-1/kept.txt', kind: 'add-add', discussed: true }),
        ]) as unknown,
        leases: [],
      });
    }
    expect(undisturbed.get('merged')).toMatchObject({ mergeRequests: [{ iid: 2, draft: true }, { iid: 1 }] });
    expect(undisturbed.get('open')).toMatchObject({ mergeRequests: [{ iid: 1, draft: true }] });
  });

  describe.each([
    ['merged', 1, 'the first sync'],
    ['merged', 2, 'a sync that opens a merge request'],
    ['open', 2, 'a sync into an open merge request'],
  ] as const)('%s, %i: %s', (plot, which, _name) => {
    it.each(SYNC_POINTS)('at the point "%s"', (moment) => expectEnd(plot, which, { moment }));
  });

  describe.each(['sends', 'knows'])('when it %s', (verb) => {
    it.each([
      ['merged', 'findRepository', 1],
      ['merged', 'listMergeRequests', 1],
      ['merged', 'createMergeRequest', 1],
      ['merged', 'getMergeRequest', 1],
      ['merged', 'listDiscussions', 1],
      ['merged', 'createDiscussion', 1],
      ['open', 'updateMergeRequest', 1],
      ['open', 'createDiscussion', 1],
    ] as const)('%s: %s', (plot, call, nth) => expectEnd(plot, 2, { moment: `${verb} ${call}`, nth }));
  });

  it('before its queries, every twelfth of them', { timeout: 180_000 }, async () => {
    const count = moments.get('merged')?.get('queries') ?? 0;
    expect(count).toBeGreaterThan(50);
    for (let nth = 1; nth <= count - 12; nth += 12) await expectEnd('merged', 2, { moment: 'queries', nth });
  });

  it('while its git locked a ref of the mirror', async () => {
    const story = await play('merged', async (job, which) => {
      if (which === 2) {
        const { baseUrl, externalId } = job.data;
        const name = createHash('sha256').update(`${baseUrl}#${externalId}`).digest('hex').slice(0, 32);
        const lock = join(stack.ctx.mirrorsDirectory, `${name}.git`, 'refs/remotes/origin/main.lock');
        await writeFile(lock, '');
        await utimes(lock, new Date(0), new Date(0));
      }
      await runSync(stack, job);
    });
    expect(await describeEnd(stack, story.project)).toEqual(undisturbed.get('merged'));
  });

  it.each([
    ['gathered', 'written'],
    ['written', 'intended'],
    ['intended', 'pushed'],
    ['pushed', 'pushed'],
    ['pushed', 'offered'],
    ['sends createMergeRequest', 'knows createMergeRequest'],
    ['knows createDiscussion', 'gathered'],
  ])('twice in a row, at "%s" and at "%s"', (first, second) =>
    expectEnd('merged', 2, { moment: first }, { moment: second }),
  );

  describe.each(['planned', 'intended', 'pushed', 'offered'] as const)('at "%s"', (moment) => {
    /** The open plot, with something that a person does between kill and rerun. */
    const meet = async (between: (story: Story) => Promise<void>): Promise<Story> => {
      const story = await openStory(stack, await stack.openProject({ services: 2 }));
      story.setVersion(1);
      await runSync(stack, (await generate(stack, story.project)).sync);
      await story.edit('main', 'README.md', (text) => `${text}USER-MAIN\n`);
      await story.edit('amplication', 'service-0/asked.txt', (text) => text.replace('two', 'USER-ASKED'));
      await story.edit('amplication', 'service-1/kept.txt', (text) => `${text}USER-SYNC\n`);
      story.setVersion(2);
      const { sync: job } = await generate(stack, story.project);
      await kill(2, [{ moment }], () => between(story))(job, 2);
      return story;
    };
    /** Nothing is lost, all is offered once, and syncing again changes nothing. */
    const expectWhole = async (story: Story, ...tokens: readonly string[]): Promise<void> => {
      const outcome = await readOutcome(stack, story);
      for (const token of tokens) expect(outcome.text, token).toContain(token);
      expect(outcome.text).toContain('service-1/asked.txt: one two of version 2 three');
      expect(outcome.paths).toContain('service-0/only-2.txt');
      expect(outcome.paths).not.toContain('service-0/only-1.txt');
      expect(outcome.open).toBe(outcome.isOffering ? 1 : 0);
      expect(outcome.twice).toEqual([]);
      for (const { state } of outcome.builds)
        expect(['proposed', 'conflicted', 'unchanged', 'merged']).toContain(state);
      const tip = await story.remote.tip('amplication');
      const { sync: again } = await generate(stack, story.project);
      await onlySyncBranch(story.project, () => runSync(stack, again));
      expect(await story.remote.tip('amplication')).toBe(tip);
      expect(await story.countOpen()).toBe(outcome.open);
    };

    it('and squashed by a person before it runs again', async () => {
      const story = await meet((on) => on.squash());
      await expectWhole(story, 'USER-MAIN', 'USER-ASKED', 'USER-SYNC');
    });

    it('and pushed to by a person before it runs again', async () => {
      const story = await meet((on) => on.edit('amplication', 'service-0/kept.txt', (text) => `${text}USER-LATE\n`));
      await expectWhole(story, 'USER-MAIN', 'USER-ASKED', 'USER-SYNC', 'USER-LATE');
    });

    it('and its branch deleted by a person before it runs again', async () => {
      const story = await meet((on) => on.remote.point('amplication', undefined));
      await expectWhole(story, 'USER-MAIN');
    });
  });
});
