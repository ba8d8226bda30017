import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertBranchName,
  toEffectiveSettings,
  toSyncBranch,
  withSettingDefaults,
  type GitSettings,
} from './git-settings.ts';
import type { RepositoryId } from './ids.ts';
import { DEFAULT_AUTHOR, DEFAULT_MERGE_REQUEST } from './merge-request-settings.ts';
import { refusalOf } from './testing/refusal-of.ts';

const settings: GitSettings = {
  repositoryId: 'repository' as RepositoryId,
  baseBranch: null,
  syncBranch: 'amplication',
  strategy: 'shared',
  commitMessage: 'chore: update',
  allowFirstCommit: false,
  mergeRequest: DEFAULT_MERGE_REQUEST,
  author: DEFAULT_AUTHOR,
};

describe('the settings of a service', () => {
  it("are its own, else the project's, else none", () => {
    const own = { ...settings, syncBranch: 'own' };
    expect(toEffectiveSettings(settings, own)).toEqual({ source: 'service', settings: own });
    expect(toEffectiveSettings(settings, undefined)).toEqual({ source: 'project', settings });
    expect(toEffectiveSettings(undefined, own)).toEqual({ source: 'service', settings: own });
    expect(toEffectiveSettings(undefined, undefined)).toBeUndefined();
  });
});

describe('settings that an older version pinned', () => {
  const { mergeRequest: _mergeRequest, author: _author, ...old } = settings;

  it('behave as they did', () => {
    expect(withSettingDefaults(old)).toEqual(settings);
  });

  it('keep what they do say', () => {
    const author = { name: 'Bot', email: 'bot@example.com' };
    expect(withSettingDefaults({ ...old, author, mergeRequest: { labels: ['generated'] } })).toEqual({
      ...settings,
      author,
      mergeRequest: { ...DEFAULT_MERGE_REQUEST, labels: ['generated'] },
    });
  });
});

describe('the sync branch', () => {
  const [main, next] = [
    { branch: 'main', isDefault: true },
    { branch: 'next', isDefault: false },
  ];

  it.each([
    ['shared', main, 'amplication'],
    ['per-service', main, 'amplication-billing'],
    ['shared', next, 'amplication-next'],
    ['per-service', next, 'amplication-next-billing'],
  ] as const)('of %s at %j is %s', (strategy, base, branch) => {
    expect(toSyncBranch({ syncBranch: 'amplication', strategy }, base, 'billing')).toBe(branch);
  });

  it('is one that git accepts where its parts are', () => {
    const name = fc.constantFrom('amplication', 'bot/sync', 'release/1.x', 'a.b', 'next@2');
    fc.assert(
      fc.property(name, name, fc.constantFrom('shared', 'per-service'), (syncBranch, branch, strategy) => {
        const made = toSyncBranch({ syncBranch, strategy }, { branch, isDefault: false }, 'billing');
        expect(() => assertBranchName('syncBranch', made)).not.toThrow();
      }),
    );
  });
});

describe('the name of a branch', () => {
  it.each(['main', 'amplication', 'feature/x-1', 'release/1.2', 'a@b', 'größe', '日本', 'HEADS', 'refs', 'x.locked'])(
    'may be %s',
    (name) => {
      expect(() => assertBranchName('baseBranch', name)).not.toThrow();
      expect(isBranchInGit(name)).toBe(true);
    },
  );

  it.each([
    '',
    ' ',
    'a b',
    'a..b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[b',
    'a\\b',
    '/a',
    'a/',
    'a//b',
    '.a',
    'a/.b',
    'a.',
    '-a',
    'a.lock',
    'a.lock/b',
    'a@{1}',
    '@{-1}',
    '@',
    'HEAD',
    'a\nb',
    'a\u007fb',
    'a'.repeat(201),
  ])('may not be %j', (name) => {
    expect(refusalOf(() => assertBranchName('syncBranch', name))).toMatchObject({
      code: 'invalid_name',
      problems: [{ path: 'syncBranch' }],
    });
  });

  it('is never one that git refuses', () => {
    const piece = fc.constantFrom(
      'a',
      'b1',
      '/',
      '.',
      '..',
      '-',
      '@',
      '{',
      '}',
      '~',
      '.lock',
      'HEAD',
      ' ',
      '\\',
      ':',
      '*',
      '\u007f',
      'ä',
      '😀',
      '\u00a0',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    const accepted = new Set<string>();
    fc.assert(
      fc.property(text, (name) => {
        if (isAccepted(name)) accepted.add(name);
      }),
      { numRuns: 2_000 },
    );
    const sample = [...accepted].slice(0, 120);
    expect(sample.length).toBeGreaterThan(50);
    expect(sample.filter((name) => !isBranchInGit(name))).toEqual([]);
  });
});

function isAccepted(name: string): boolean {
  try {
    assertBranchName('name', name);
    return true;
  } catch {
    return false;
  }
}

function isBranchInGit(name: string): boolean {
  const { status, error } = spawnSync('git', ['check-ref-format', '--branch', name], { cwd: '/', stdio: 'ignore' });
  if (error !== undefined) throw error;
  return status === 0;
}
