import type { Discussion } from '../discussions.ts';
import type { DiffRefs, MergeRequestKey } from '../merge-requests.ts';
import { PositionRefused } from '../provider-error.ts';
import { errorOf, kindOf, readUntil } from './ask-provider.ts';
import type { ConformanceBench } from './conformance-harness.ts';

/** Declares the tests of discussions. */
export function describeDiscussionConformance(bench: ConformanceBench): void {
  const { test, provider } = bench;
  const { it, expect } = test;
  const notesOf = (found: readonly Discussion[]): readonly (readonly string[])[] =>
    found.filter(({ notes }) => notes[0]?.isSystem === false).map(({ notes }) => notes.map(({ body }) => body));
  const refsOf = async (where: MergeRequestKey): Promise<DiffRefs> => {
    const { diffRefs } = await readUntil(provider(), where, (one) => one.diffRefs !== null);
    if (diffRefs === null) throw new Error('The host made no difference.');
    return diffRefs;
  };

  it('begins discussions, answers in them and lists all of them, oldest first', async () => {
    const where = await bench.openMergeRequest('talked-about');
    expect(notesOf(await provider().listDiscussions(where))).toEqual([]);
    const { id } = await provider().getCurrentUser();
    const begun = await provider().createDiscussion({ ...where, body: 'First' });
    expect(begun).toMatchObject({ isResolvable: true, isResolved: false, position: null });
    expect(begun.notes[0]).toMatchObject({ body: 'First', authorId: id, isSystem: false, resolvable: true });
    const answer = await provider().addNote({ ...where, discussionId: begun.id, body: 'Answer' });
    expect(answer).toMatchObject({ body: 'Answer', authorId: id });
    await provider().addNote({ ...where, body: 'By itself' });
    const found = await provider().listDiscussions(where);
    expect(notesOf(found)).toEqual([['First', 'Answer'], ['By itself']]);
    const single = found.find(({ notes }) => notes[0]?.body === 'By itself');
    expect(single).toMatchObject({ isResolvable: false, isResolved: false });
    const resolving = provider().resolveDiscussion({ ...where, discussionId: single?.id ?? '', resolved: true });
    expect(await kindOf(resolving)).toBe('forbidden');
  });

  it('resolves discussions, reopens them, and does neither twice', async () => {
    const where = await bench.openMergeRequest('resolved');
    const { id: discussionId } = await provider().createDiscussion({ ...where, body: 'Open' });
    for (const resolved of [true, true, false, false]) {
      const answer = await provider().resolveDiscussion({ ...where, discussionId, resolved });
      expect(answer).toMatchObject({ id: discussionId, isResolved: resolved });
      const [listed] = (await provider().listDiscussions(where)).filter(({ id }) => id === discussionId);
      expect(listed?.isResolved).toBe(resolved);
    }
  });

  it('begins a discussion at a line of the difference', async () => {
    const where = await bench.openMergeRequest('at-a-line');
    const position = { ...(await refsOf(where)), path: 'at-a-line.txt', newLine: 1 };
    const begun = await provider().createDiscussion({ ...where, body: '```suggestion\ny\n```', position });
    const expected = { isResolvable: true, position: { path: 'at-a-line.txt', newLine: 1, oldLine: null } };
    expect(begun).toMatchObject(expected);
    expect((await provider().listDiscussions(where)).find(({ id }) => id === begun.id)).toMatchObject(expected);
  });

  it('tells a line that is not in the difference, and has written nothing then', async () => {
    const where = await bench.openMergeRequest('no-such-line');
    const refs = await refsOf(where);
    const at = (more: object): Promise<unknown> =>
      errorOf(
        provider().createDiscussion({
          ...where,
          body: 'x',
          position: { ...refs, path: 'no-such-line.txt', newLine: 1, ...more },
        }),
      );
    for (const more of [{ newLine: 99 }, { path: 'README.md' }, { path: 'nope' }, { headSha: '1'.repeat(40) }]) {
      const error = await at(more);
      expect(error instanceof PositionRefused && error.kind).toBe('invalid');
    }
    expect(notesOf(await provider().listDiscussions(where))).toEqual([]);
    const blank = await errorOf(provider().createDiscussion({ ...where, body: ' ' }));
    expect(blank instanceof PositionRefused).toBe(false);
  });

  it('tells which discussions and merge requests are not there', async () => {
    const where = await bench.openMergeRequest('lost');
    const nobody = { ...where, number: 999_999 };
    const discussionId = 'a'.repeat(40);
    expect(await kindOf(provider().listDiscussions(nobody))).toBe('not-found');
    expect(await kindOf(provider().createDiscussion({ ...nobody, body: 'x' }))).toBe('not-found');
    expect(await kindOf(provider().addNote({ ...nobody, body: 'x' }))).toBe('not-found');
    expect(await kindOf(provider().addNote({ ...where, discussionId, body: 'x' }))).toBe('not-found');
    expect(await kindOf(provider().resolveDiscussion({ ...where, discussionId, resolved: true }))).toBe('not-found');
    const elsewhere = { ...where, discussionId: '../../notes', resolved: true };
    expect(await kindOf(provider().resolveDiscussion(elsewhere))).toBe('invalid');
    expect(await kindOf(bench.harness().strangerProvider.listDiscussions(where))).toBe('unauthorised');
  });
}
