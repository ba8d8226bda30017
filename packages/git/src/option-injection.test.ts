import { access } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as git from './index.ts';
import { toCommitId, type BlobId, type CommitId, type TreeId } from './object-id.ts';
import { commit, createOrigin, person, temporaryFolder, write } from './testing/temporary-repository.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let gitDir: string;
let tip: CommitId;
beforeAll(async () => {
  folder = await temporaryFolder();
  gitDir = `${folder.path}/r.git`;
  await createOrigin(gitDir);
  tip = await commit({
    gitDir,
    ref: 'refs/heads/main',
    changes: [write('-f', 'f'), write('a\nb', 'ab'), write('c', 'c')],
  });
});
afterAll(() => folder.dispose());

const remote = { url: 'http://127.0.0.1:1/o.git' };
const hostile = ['-x', '--upload-pack=touch ran', '--output=ran', 'a\nb', 'a\0b', '', 'a b', 'a\n--all'];
const id = (text: string): CommitId & TreeId & BlobId => text as CommitId & TreeId & BlobId;
const change = (text: string, more: object = {}) => [
  { parents: [], changes: [], message: 'm', author: person, committer: person, [text]: undefined, ...more },
];

/** Every exported function with a hostile text in each place where a caller can put a name, an id, an address or an option. */
const doors: readonly (readonly [string, (text: string) => unknown])[] = [
  ['createRef ref', (text) => git.createRef({ gitDir, ref: text, tip })],
  ['createRef tip', (text) => git.createRef({ gitDir, ref: 'refs/heads/n', tip: id(text) })],
  ['deleteRef ref', (text) => git.deleteRef({ gitDir, ref: text, expected: tip })],
  ['deleteRef expected', (text) => git.deleteRef({ gitDir, ref: 'refs/heads/n', expected: id(text) })],
  ['diffNames from', (text) => git.diffNames({ gitDir, from: id(text), to: tip })],
  ['diffPatch to', (text) => git.diffPatch({ gitDir, from: tip, to: id(text) })],
  ['diffStat to', (text) => git.diffStat({ gitDir, from: tip, to: id(text) })],
  ['fetchBranches pattern', (text) => git.fetchBranches({ gitDir, remote, branchPatterns: [text], filter: true })],
  [
    'fetchBranches url',
    (url) => git.fetchBranches({ gitDir, remote: { url }, branchPatterns: ['main'], filter: true }),
  ],
  ['fetchObjects id', (text) => git.fetchObjects({ gitDir, remote, ids: [id(text)] })],
  ['fetchObjects url', (url) => git.fetchObjects({ gitDir, remote: { url }, ids: [git.blobIdOf(Buffer.from('x'))] })],
  ['findRemoteBranch branch', (branch) => git.findRemoteBranch({ gitDir, remote, branch })],
  ['findRemoteBranch url', (url) => git.findRemoteBranch({ gitDir, remote: { url }, branch: 'main' })],
  ['importCommits parent', (text) => git.importCommits({ gitDir, commits: change('x', { parents: [id(text)] }) })],
  ['importCommits base', (text) => git.importCommits({ gitDir, commits: change('x', { base: id(text) }) })],
  [
    'importCommits content',
    (text) =>
      git.importCommits({
        gitDir,
        commits: change('x', { changes: [{ kind: 'write', path: 'p', mode: '100644', content: id(text) }] }),
      }),
  ],
  ['initBare branch', (text) => git.initBare({ gitDir: `${folder.path}/n.git`, defaultBranch: text })],
  ['isAncestor', (text) => git.isAncestor({ gitDir, ancestor: id(text), descendant: tip })],
  ['listMergeBases', (text) => git.listMergeBases({ gitDir, a: tip, b: id(text) })],
  ['listMissing', (text) => git.listMissing({ gitDir, ids: [text] })],
  ['listRefs prefix', (text) => git.listRefs({ gitDir, prefix: text })],
  ['listTree treeish', (text) => git.listTree({ gitDir, treeish: text })],
  ['log tip', (text) => git.log({ gitDir, tips: [id(text)], limit: 1 })],
  ['log exclude', (text) => git.log({ gitDir, tips: [tip], exclude: [id(text)], limit: 1 })],
  ['mergeTrees ours', (text) => git.mergeTrees({ gitDir, ours: id(text), theirs: tip })],
  ['openObjects read', (text) => git.openObjects({ gitDir }).read([text])],
  ['push ref', (ref) => git.push({ gitDir, remote, updates: [{ ref, newTip: tip, expected: null }] })],
  [
    'push tip',
    (text) => git.push({ gitDir, remote, updates: [{ ref: 'refs/heads/n', newTip: id(text), expected: null }] }),
  ],
  [
    'push lease',
    (text) => git.push({ gitDir, remote, updates: [{ ref: 'refs/heads/n', newTip: tip, expected: id(text) }] }),
  ],
  [
    'push url',
    (url) => git.push({ gitDir, remote: { url }, updates: [{ ref: 'refs/heads/n', newTip: tip, expected: null }] }),
  ],
  ['readBlobs', (text) => git.readBlobs({ gitDir, ids: [id(text)] })],
  ['readCommit', (text) => git.readCommit({ gitDir, id: id(text) })],
  ['readHistory', (text) => git.readHistory({ gitDir, a: tip, b: id(text) })],
  ['resolveRevision', (text) => git.resolveRevision({ gitDir, revision: text })],
  ['setHead', (text) => git.setHead({ gitDir, branch: text })],
  ['toBlobId', (text) => git.toBlobId(text)],
  ['toCommitId', (text) => git.toCommitId(text)],
  ['toTreeId', (text) => git.toTreeId(text)],
  ['updateRef ref', (ref) => git.updateRef({ gitDir, ref, newTip: tip, expected: null })],
  ['updateRef tip', (text) => git.updateRef({ gitDir, ref: 'refs/heads/n', newTip: id(text), expected: null })],
];

describe('a hostile name, id or address', () => {
  it.each(doors)('is refused by %s before git is started', async (_, open) => {
    for (const text of hostile)
      await expect((async () => open(text))(), JSON.stringify(text)).rejects.toThrow(TypeError);
    await expect(access(`${folder.path}/ran`)).rejects.toThrow('ENOENT');
  });

  it('is tried at every exported function that takes one', () => {
    const without = [
      'GitError',
      'blobIdOf',
      'ensureMirror',
      'getGitVersion',
      'gitEnvironment',
      'httpBackendPath',
      'isBranchName',
      'isObjectId',
      'parseTreeObject',
      'runGit',
      'toRemoteFailure',
    ];
    const tried = new Set(doors.map(([name]) => name.split(' ')[0]));
    expect(
      Object.keys(git)
        .filter((name) => !tried.has(name))
        .toSorted(),
    ).toEqual(without.toSorted());
  });

  it('is refused in push options, headers, proxies and files of authorities', async () => {
    const updates = [{ ref: 'refs/heads/n', newTip: tip, expected: null }];
    for (const option of ['a\nb', 'a\0b', 'a\rb'])
      await expect(git.push({ gitDir, remote, updates, pushOptions: [option] })).rejects.toThrow(TypeError);
    for (const bad of [
      { authorization: 'a\r\nX: y' },
      { proxy: 'http://p\nx' },
      { proxy: 'p\0' },
      { caFile: 'a\0b' },
      { caFile: '\n' },
    ])
      expect(() => git.gitEnvironment({ remote: { ...remote, ...bad } })).toThrow(TypeError);
  });

  it('that a file may have finds that file and nothing else', async () => {
    const before = toCommitId(tip);
    const after = await commit({
      gitDir,
      parents: [before],
      changes: [write('-f', 'F'), write('a\nb', 'AB'), write('*', '*')],
    });
    const range = { gitDir, from: before, to: after };
    for (const path of ['-f', 'a\nb', '*']) {
      expect((await git.diffPatch({ ...range, path })).match(/^diff --git/gm)).toHaveLength(1);
      expect(await git.log({ gitDir, tips: [after], limit: 9, path })).not.toEqual([]);
    }
    for (const path of ['--stat', ':(top)c', '--output=ran', ':/']) {
      expect(await git.diffPatch({ ...range, path })).toBe('');
      expect(await git.listTree({ gitDir, treeish: after, path })).toEqual([]);
    }
    await expect(git.diffPatch({ ...range, path: 'a\0b' })).rejects.toThrow(TypeError);
    await expect(git.listTree({ gitDir, treeish: after, path: 'a\0b' })).rejects.toThrow(TypeError);
    const commits = change('x', { changes: [write('a\0b', '')] });
    await expect(git.importCommits({ gitDir, commits })).rejects.toThrow(TypeError);
  });
});
