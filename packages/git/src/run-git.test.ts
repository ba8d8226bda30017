import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitError, redact } from './git-error.ts';
import { gitEnvironment } from './git-environment.ts';
import { runGit } from './run-git.ts';
import { assertBranchPattern, assertRefName, assertRevision, isBranchName, isRefName } from './ref-name.ts';
import { blobIdOf } from './object-id.ts';
import { parseGitVersion, getGitVersion } from './get-git-version.ts';
import { createOrigin, temporaryFolder } from './testing/temporary-repository.ts';
import { resolveRevision } from './resolve-revision.ts';
import { listTree } from './list-tree.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await createOrigin(`${folder.path}/r.git`);
});
afterAll(() => folder.dispose());

const failureOf = async (promise: Promise<unknown>): Promise<GitError> => {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof GitError)) throw new Error(`expected a GitError, got ${String(error)}`);
  return error;
};

describe('runGit', () => {
  it('returns the bytes and the exit code that the caller expects', async () => {
    const output = await runGit(['hash-object', '--stdin'], { input: 'abc' });
    expect(output.stdout.toString()).toBe(`${blobIdOf(Buffer.from('abc'))}\n`);
    expect(
      (await runGit(['rev-parse', '--verify', '-q', 'nope'], { gitDir: `${folder.path}/r.git`, okExitCodes: [1] }))
        .exitCode,
    ).toBe(1);
  });

  it('throws for an exit code that is not expected, with what git said', async () => {
    const error = await failureOf(runGit(['no-such-command']));
    expect(error).toMatchObject({ kind: 'exit', exitCode: 1, command: 'git no-such-command' });
    expect(error.stderr).toContain('not a git command');
  });

  it('takes input in pieces and stops when the source of the pieces fails', async () => {
    const pieces = [Buffer.from('a'), Buffer.from('bc')];
    const output = await runGit(['hash-object', '--stdin'], { input: pieces });
    expect(output.stdout.toString().trim()).toBe(blobIdOf(Buffer.from('abc')));
    function* broken(): Generator<Buffer> {
      yield Buffer.from('a');
      throw new Error('source failed');
    }
    await expect(runGit(['hash-object', '--stdin'], { input: broken() })).rejects.toThrow('source failed');
  });

  it('ends the process when the caller cancels, before or during the run', async () => {
    expect((await failureOf(runGit(['version'], { signal: AbortSignal.abort() }))).kind).toBe('cancelled');
    const controller = new AbortController();
    const never = runGit(['-c', 'alias.wait=!sleep 30', 'wait'], { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    const started = Date.now();
    expect((await failureOf(never)).kind).toBe('cancelled');
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('ends the process after the time or the output that it may use', async () => {
    const slow = runGit(['-c', 'alias.wait=!sleep 30', 'wait'], { timeoutMs: 50 });
    expect((await failureOf(slow)).kind).toBe('timeout');
    const loud = runGit(['-c', 'alias.shout=!yes', 'shout'], { maxOutputBytes: 10_000 });
    expect((await failureOf(loud)).kind).toBe('output-limit');
  });

  it('says so when git is not installed', async () => {
    const error = await failureOf(runGit(['version'], { environment: { PATH: folder.path } }));
    expect(error.kind).toBe('not-installed');
  });

  it('reads no configuration of the machine or of the user', async () => {
    const { stdout } = await runGit(['config', '--list', '--show-scope'], { gitDir: `${folder.path}/r.git` });
    const scopes = new Set(
      stdout
        .toString()
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split('\t')[0]),
    );
    expect([...scopes].map(String).toSorted()).toEqual(['command', 'local']);
    expect(Object.keys(gitEnvironment())).not.toContain('GIT_DIR');
  });
});

describe('credentials', () => {
  const remote = { url: 'https://git.example/a.git', authorization: 'Basic c2VjcmV0' };
  it('keeps the header in values of the environment only', () => {
    const environment = gitEnvironment({ remote });
    expect(Object.values(environment)).toContain('Authorization: Basic c2VjcmV0');
    expect(Object.keys(environment).join()).not.toContain('c2VjcmV0');
  });
  it('refuses addresses with user information, other protocols and header injection', () => {
    for (const url of [
      'https://u:p@git.example/a.git',
      'ext::sh -c id',
      'file:///tmp/x',
      'ssh://git@x/y',
      '-x',
      'http://a/\nb',
    ]) {
      expect(() => gitEnvironment({ remote: { url } })).toThrow(TypeError);
    }
    expect(() => gitEnvironment({ remote: { ...remote, authorization: 'a\nb' } })).toThrow(TypeError);
  });
  it('removes secrets from the texts of errors', async () => {
    expect(redact('fatal: https://u:p@host/x failed c2VjcmV0', ['c2VjcmV0'])).toBe(
      'fatal: https://***@host/x failed ***',
    );
    const error = await failureOf(runGit(['c2VjcmV0'], { remote }));
    expect(JSON.stringify([error.message, error.command, error.stderr])).not.toContain('c2VjcmV0');
  });
});

describe('names', () => {
  it('accepts what git accepts', () => {
    for (const name of ['refs/heads/main', 'refs/heads/a/b-c', 'refs/merge-requests/1/head', 'refs/heads/ünï']) {
      expect(isRefName(name)).toBe(true);
    }
    expect(assertBranchPattern('amplication*')).toBe('amplication*');
  });
  it('refuses what git refuses and what git could take for an option', () => {
    for (const name of [
      'main',
      'refs/',
      'refs/a..b',
      'refs/a b',
      'refs/a~1',
      'refs/a.lock',
      'refs/a/',
      'refs/.a',
      'refs/a@{1}',
      'refs/a\n',
    ]) {
      expect(() => assertRefName(name)).toThrow(TypeError);
    }
    for (const name of ['-x', '', 'a*b', 'HEAD', '/a']) expect(isBranchName(name)).toBe(false);
    for (const pattern of ['--upload-pack=x', '**', 'a*b*'])
      expect(() => assertBranchPattern(pattern)).toThrow(TypeError);
    for (const revision of ['--output=x', 'a..b', '^a', 'a:b', ''])
      expect(() => assertRevision(revision)).toThrow(TypeError);
  });
  it('never runs a hostile argument', async () => {
    const gitDir = `${folder.path}/r.git`;
    await expect(resolveRevision({ gitDir, revision: '--all' })).rejects.toThrow(TypeError);
    await expect(listTree({ gitDir, treeish: '--format=x' })).rejects.toThrow(TypeError);
    expect(await resolveRevision({ gitDir, revision: 'absent' })).toBeUndefined();
  });
});

describe('getGitVersion', () => {
  it('reads the version of this machine and of vendors', async () => {
    expect((await getGitVersion()).major).toBeGreaterThanOrEqual(2);
    expect(parseGitVersion('git version 2.39.5 (Apple Git-154)\n')).toEqual({
      major: 2,
      minor: 39,
      patch: 5,
      text: '2.39.5 (Apple Git-154)',
    });
    expect(() => parseGitVersion('nonsense')).toThrow(TypeError);
  });
});
