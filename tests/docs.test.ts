import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startStack } from '@amplication/test-kit';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Every page that people read, relative to the root. */
async function listPages(): Promise<readonly string[]> {
  const inFolder = async (folder: string): Promise<readonly string[]> =>
    (await readdir(join(root, folder), { recursive: true }))
      .filter((path) => path.endsWith('.md'))
      .map((path) => join(folder, path));
  const packages = await Promise.all(
    ['packages', 'apps'].map(async (folder) =>
      (await readdir(join(root, folder))).map((name) => join(folder, name, 'README.md')),
    ),
  );
  const all = [
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...(await inFolder('docs')),
    ...packages.flat(),
  ];
  return all.filter((path) => existsSync(join(root, path)));
}

function readFences(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gmu'))].map(
    (match) => match[1] ?? '',
  );
}

describe('docs', () => {
  it('link only to what is there', async () => {
    const broken: string[] = [];
    for (const page of await listPages()) {
      const text = (await readFile(join(root, page), 'utf8')).replaceAll(/^```[\s\S]*?^```/gmu, '');
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/gu)) {
        if (/^[a-z]+:/u.test(target) || target.startsWith('#')) continue;
        if (!existsSync(join(root, dirname(page), target.split('#')[0] ?? ''))) broken.push(`${page}: ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('close every code fence', async () => {
    for (const page of await listPages()) {
      const fences = (await readFile(join(root, page), 'utf8')).match(/^```/gmu) ?? [];
      expect([page, fences.length % 2]).toEqual([page, 0]);
    }
  });

  it('name only npm scripts that exist', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      readonly scripts: Record<string, string>;
    };
    for (const page of ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']) {
      for (const [, name = ''] of (await readFile(join(root, page), 'utf8')).matchAll(
        /(?:`|^)npm (?:run )?([a-z]+)\b/gmu,
      )) {
        if (name === 'ci') continue;
        expect([page, name, Object.keys(scripts)]).toEqual([page, name, expect.arrayContaining([name])]);
      }
    }
  });

  it('tell a journey with curl that works as it is written', { timeout: 120_000 }, async () => {
    const stack = await startStack();
    try {
      const script = readFences(await readFile(join(root, 'docs/guide/api.md'), 'utf8'), 'sh').join('\n');
      const env = {
        PATH: process.env['PATH'],
        BASE: stack.url,
        GITLAB: stack.sandbox.url,
        GITLAB_TOKEN: stack.sandbox.tokens.owner,
      };
      const { stdout } = await promisify(execFile)('bash', ['--norc', '-eu', '-c', script], {
        env,
        maxBuffer: 10_000_000,
      });
      expect(stdout).toContain(`${stack.sandbox.url}/acme/platform/handbook/-/merge_requests/1`);
      expect(stdout.trim().split('\n').slice(-2)).toEqual(['open', 'refused: reserved_name']);
    } finally {
      await stack.stop();
    }
  });
});
