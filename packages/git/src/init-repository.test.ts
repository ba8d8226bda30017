import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureMirror } from './init-repository.ts';
import { runGit } from './run-git.ts';
import { temporaryFolder } from './testing/temporary-repository.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.dispose());

describe('ensureMirror', () => {
  it('makes a bare repository once, also when two come at the same time', async () => {
    const gitDir = join(folder.path, 'once.git');
    await Promise.all([ensureMirror({ gitDir }), ensureMirror({ gitDir })]);
    const made = await stat(join(gitDir, 'HEAD'));
    await ensureMirror({ gitDir });
    expect((await stat(join(gitDir, 'HEAD'))).ino).toBe(made.ino);
    expect((await runGit(['rev-parse', '--is-bare-repository'], { gitDir })).stdout.toString()).toBe('true\n');
  });

  it('begins anew when it has collected too many packs, and leaves nothing beside it', async () => {
    const gitDir = join(folder.path, 'worn', 'mirror.git');
    await ensureMirror({ gitDir });
    const packs = join(gitDir, 'objects', 'pack');
    await mkdir(packs, { recursive: true });
    for (let count = 0; count <= 300; count += 1) await writeFile(join(packs, `pack-${count}.pack`), '');
    await ensureMirror({ gitDir });
    expect(await readdir(packs)).toEqual([]);
    expect(await readdir(join(folder.path, 'worn'))).toEqual(['mirror.git']);
  });
});
