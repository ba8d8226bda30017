import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRefs } from './list-refs.ts';
import { readCommit } from './log.ts';
import type { CommitId } from './object-id.ts';
import { push, type PushOutcome } from './push.ts';
import { openBreakingRemote, requests, type BreakingRemote } from './testing/breaking-remote.ts';
import { commit, write } from './testing/temporary-repository.ts';
import { deleteRef, updateRef } from './update-refs.ts';

const main = 'refs/heads/main';
let count = 0;
let filled: Promise<string> | undefined;
let broken: BreakingRemote;
beforeAll(async () => {
  broken = await openBreakingRemote();
});
afterAll(() => broken.close());

const openFilled = async (): Promise<string> => {
  const gitDir = await broken.openMirror();
  await broken.fetchMain(gitDir);
  return gitDir;
};

const preparePush = async (): Promise<{ send: (ref?: string) => Promise<PushOutcome>; next: CommitId }> => {
  count += 1;
  filled ??= openFilled();
  const gitDir = await filled;
  const base = (await readCommit({ gitDir, id: broken.first })).tree;
  const next = await commit({ gitDir, parents: [broken.first], base, changes: [write('n', `${count}\n`)] });
  const send = (ref = main) =>
    push({
      gitDir,
      remote: broken.remote,
      updates: [{ ref, newTip: next, expected: ref === main ? broken.first : null }],
    });
  return { send, next };
};
const tipOf = async (ref: string): Promise<CommitId | undefined> =>
  (await listRefs({ gitDir: broken.origin, prefix: 'refs/heads' })).get(ref);
const reset = async (next: CommitId): Promise<void> => {
  if ((await tipOf(main)) === next)
    await updateRef({ gitDir: broken.origin, ref: main, newTip: broken.first, expected: next });
};

describe('a push', () => {
  it.each(requests(2))(
    'whose request %i is answered with %s says why; the next one arrives, also when the first had',
    async (at, _, fault, kind, forever) => {
      const { send, next } = await preparePush();
      broken.breakAt(at, fault, forever);
      const outcome = await send();
      broken.heal();
      const again = await send();
      const last = await tipOf(main);
      await reset(next);
      expect(outcome.kind).toBe(kind);
      expect(again.kind).toBe('pushed');
      expect(last).toBe(next);
    },
  );
});

describe('git sends a request again when a connection that it used before dies without an answer', () => {
  it('so that a push that nobody carried out arrives', async () => {
    const { send, next } = await preparePush();
    broken.breakAt(1, { cut: 'before' }, false);
    expect((await send()).kind).toBe('pushed');
    broken.heal();
    await reset(next);
  });

  it.each([main, 'refs/heads/fresh'])(
    'so that a push of %s that arrived finds its own tip there: moved',
    async (ref) => {
      const { send, next } = await preparePush();
      broken.breakAt(1, { cut: 'after' }, false);
      expect(await send(ref)).toEqual({ kind: 'moved', refs: [ref] });
      broken.heal();
      expect(broken.server.requests).toHaveLength(3);
      expect(await tipOf(ref)).toBe(next);
      if (ref === main) await reset(next);
      else await deleteRef({ gitDir: broken.origin, ref, expected: next });
    },
  );

  it('so that a deletion that arrived is refused as moved or done', async () => {
    const { send, next } = await preparePush();
    expect((await send('refs/heads/old')).kind).toBe('pushed');
    broken.breakAt(1, { cut: 'after' }, false);
    const gitDir = await broken.openMirror();
    const outcome = await push({
      gitDir,
      remote: broken.remote,
      updates: [{ ref: 'refs/heads/old', newTip: null, expected: next }],
    });
    broken.heal();
    expect(['moved', 'pushed']).toContain(outcome.kind);
    expect(await tipOf('refs/heads/old')).toBeUndefined();
  });
});
