import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGit } from './run-git.ts';

export type MergeFileOutcome =
  | { readonly kind: 'clean'; readonly content: Buffer; readonly conflictCount: 0 }
  /** `content` holds diff3 conflict markers; `conflictCount` stops counting at 127. */
  | { readonly kind: 'conflicted'; readonly content: Buffer; readonly conflictCount: number }
  | { readonly kind: 'binary' };

/** Merges one text three ways, line by line. With `favour: 'ours'` a conflicting hunk keeps our side, and the result is clean. */
export async function mergeFile(options: {
  readonly ours: Uint8Array;
  readonly base: Uint8Array;
  readonly theirs: Uint8Array;
  readonly favour: 'ours' | 'none';
  readonly labels?: { readonly ours: string; readonly base: string; readonly theirs: string } | undefined;
  readonly signal?: AbortSignal | undefined;
}): Promise<MergeFileOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'git-merge-file-'));
  try {
    const names = ['ours', 'base', 'theirs'] as const;
    await Promise.all(names.map((name) => writeFile(join(folder, name), options[name])));
    const style = options.favour === 'ours' ? '--ours' : '--diff3';
    const labels = names.flatMap((name) => ['-L', options.labels?.[name] ?? name]);
    const args = ['merge-file', '-p', style, ...labels, '--', ...names];
    const { exitCode, stdout, stderr } = await runGit(args, { cwd: folder, signal: options.signal, okExitCodes });
    if (exitCode === 0) return { kind: 'clean', content: stdout, conflictCount: 0 };
    if (exitCode < 128) return { kind: 'conflicted', content: stdout, conflictCount: exitCode };
    if (/Cannot merge binary files/.test(stderr)) return { kind: 'binary' };
    throw new Error(`git merge-file failed: ${stderr}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// 1 to 127 is the number of conflicts, 255 an error.
const okExitCodes = [...Array.from({ length: 128 }, (_, code) => code), 255];
