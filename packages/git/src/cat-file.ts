import { createCatFileParser, type CatFileAnswer } from './cat-file-parser.ts';
import { GitError, type GitErrorKind } from './git-error.ts';
import { killGroup, startGit } from './run-git.ts';

export type { CatFileAnswer } from './cat-file-parser.ts';

/** A `git cat-file` that stays open. One question at a time: the caller waits for the answer before it asks again. */
export interface CatFile {
  /** One answer for each id, in their order. Rejects with `GitError` when the process cannot answer any more. */
  readonly ask: (command: 'info' | 'contents', ids: readonly string[]) => Promise<readonly CatFileAnswer[]>;
  /** Whether no question can be answered any more. */
  readonly isDead: () => boolean;
  /** Ends the process and waits until it has ended. */
  readonly end: () => Promise<void>;
}

const COMMAND = 'git cat-file --batch-command';

/** Starts `git cat-file` over a repository; the signal ends it, and with it the question that waits. */
export function openCatFile(gitDir: string, signal: AbortSignal | undefined): CatFile {
  if (signal?.aborted === true) return createDead(new GitError({ kind: 'cancelled', command: COMMAND }));
  const child = startGit(['cat-file', '--batch-command', '--buffer'], { gitDir });
  let received: Buffer[] = [];
  let newBytes = 0;
  let pending: { readonly take: () => boolean; readonly reject: (error: Error) => void } | undefined;
  let death: GitErrorKind | undefined;
  let stderr = '';
  const die = (kind: GitErrorKind): void => {
    death ??= kind;
    pending?.reject(new GitError({ kind: death, command: COMMAND, stderr }));
    pending = undefined;
  };
  const cancel = (): void => {
    die('cancelled');
    killGroup(child);
  };
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => {
      signal?.removeEventListener('abort', cancel);
      die('exit');
      resolve();
    });
  });
  signal?.addEventListener('abort', cancel, { once: true });
  child.on('error', (cause: NodeJS.ErrnoException) => die(cause.code === 'ENOENT' ? 'not-installed' : 'exit'));
  // When the process dies while it is written to, `close` tells.
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (chunk: Buffer) => (stderr = `${stderr}${chunk.toString('utf8')}`.slice(-10_000)));
  child.stdout.on('data', (chunk: Buffer) => {
    received.push(chunk);
    newBytes += chunk.byteLength;
    if (pending?.take() === true) pending = undefined;
  });
  return {
    ask: (command, ids) =>
      new Promise((resolve, reject) => {
        if (death !== undefined) return reject(new GitError({ kind: death, command: COMMAND, stderr }));
        const parser = createCatFileParser(command === 'contents', ids.length);
        const take = (): boolean => {
          // Joined only when as much came as was missing: else the many chunks of a large blob would be copied each time.
          if (newBytes < parser.missingBytes()) return false;
          received = [parser.parse(Buffer.concat(received))];
          newBytes = 0;
          if (parser.isDone()) resolve(parser.answers);
          return parser.isDone();
        };
        pending = { reject, take };
        child.stdin.write(`${ids.map((id) => `${command} ${id}\n`).join('')}flush\n`);
      }),
    isDead: () => death !== undefined,
    end: async () => {
      child.stdin.end();
      await closed;
    },
  };
}

function createDead(error: GitError): CatFile {
  return { ask: () => Promise.reject(error), isDead: () => true, end: () => Promise.resolve() };
}
