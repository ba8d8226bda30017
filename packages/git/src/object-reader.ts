import { GitError } from './git-error.ts';
import { isObjectId } from './object-id.ts';
import { startGit } from './run-git.ts';

/** An object of a repository. `content` is undefined when it is larger than the reader was told to read. */
export interface GitObject {
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly size: number;
  readonly content: Buffer | undefined;
}

/** Reads any number of objects with one process, as long as it is open. */
export interface ObjectReader extends AsyncDisposable {
  /** The objects by id; those that are not in the repository are left out, and nothing is asked of a remote. */
  readonly read: (ids: Iterable<string>) => Promise<ReadonlyMap<string, GitObject>>;
  /** Those of the objects that are in the repository. */
  readonly has: (ids: Iterable<string>) => Promise<ReadonlySet<string>>;
}

/** Blobs above this are never merged as text: their bytes are of no use to us. */
const LARGEST_OBJECT = 64 * 1024 * 1024;

/**
 * Opens a reader of a repository's objects. Objects that a fetch brings later are found too. The process starts with the
 * first read and ends when the reader is disposed of.
 */
export function openObjects(options: {
  readonly gitDir: string;
  readonly signal?: AbortSignal | undefined;
  readonly largestObject?: number | undefined;
}): ObjectReader {
  const largest = options.largestObject ?? LARGEST_OBJECT;
  let conversation: Conversation | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  const enqueue = <Result>(
    ids: Iterable<string>,
    act: (ids: readonly string[], talk: Conversation) => Promise<Result>,
  ): Promise<Result> => {
    const wanted = [...new Set(ids)];
    for (const id of wanted) if (!isObjectId(id)) throw new TypeError(`Not a full object id: ${JSON.stringify(id)}`);
    const answer = queue.then(() => {
      if (wanted.length > 0) conversation ??= converse(options.gitDir, options.signal);
      return act(wanted, conversation ?? SILENCE);
    });
    queue = answer.catch(() => undefined);
    return answer;
  };
  return {
    read: async (ids) =>
      enqueue(ids, async (wanted, { ask }) => {
        const infos = await ask('info', wanted);
        const readable = wanted.filter((_, index) => (infos[index]?.size ?? Infinity) <= largest);
        const contents = await ask('contents', readable);
        const bytes = new Map(readable.map((id, index) => [id, contents[index]?.content]));
        return new Map(
          wanted.flatMap((id, index) => {
            const info = infos[index];
            if (info === undefined) return [];
            return [[id, { type: info.type, size: info.size, content: bytes.get(id) }] as const];
          }),
        );
      }),
    has: async (ids) =>
      enqueue(ids, async (wanted, { ask }) => {
        const infos = await ask('info', wanted);
        return new Set(wanted.filter((_, index) => infos[index] !== undefined));
      }),
    [Symbol.asyncDispose]: async () => {
      await queue;
      await conversation?.end();
    },
  };
}

type Answer = { readonly type: GitObject['type']; readonly size: number; readonly content: Buffer | undefined };

interface Conversation {
  /** One answer for each id, in their order; undefined where there is no such object. */
  readonly ask: (command: 'info' | 'contents', ids: readonly string[]) => Promise<readonly (Answer | undefined)[]>;
  readonly end: () => Promise<void>;
}

/** Where nothing is asked, no process is needed. */
const SILENCE: Conversation = { ask: () => Promise.resolve([]), end: () => Promise.resolve() };

function converse(gitDir: string, signal: AbortSignal | undefined): Conversation {
  const child = startGit(['cat-file', '--batch-command', '--buffer'], { gitDir });
  let received: Buffer[] = [];
  let receivedBytes = 0;
  let pending: { readonly take: () => boolean; readonly reject: (error: Error) => void } | undefined;
  let stderr = '';
  const fail = (kind: 'exit' | 'cancelled'): void => {
    pending?.reject(new GitError({ kind, command: 'git cat-file --batch-command', stderr }));
    pending = undefined;
  };
  const cancel = (): void => {
    fail('cancelled');
    child.kill();
  };
  const closed = new Promise<void>((resolve) => {
    child.on('close', () => {
      signal?.removeEventListener('abort', cancel);
      fail('exit');
      resolve();
    });
  });
  signal?.addEventListener('abort', cancel, { once: true });
  child.on('error', () => fail('exit'));
  child.stdin.on('error', () => undefined);
  child.stderr.on('data', (chunk: Buffer) => (stderr = `${stderr}${chunk.toString('utf8')}`.slice(-10_000)));
  child.stdout.on('data', (chunk: Buffer) => {
    received.push(chunk);
    receivedBytes += chunk.byteLength;
    if (pending?.take() === true) pending = undefined;
  });
  const ask: Conversation['ask'] = (command, ids) =>
    new Promise((resolve, reject) => {
      if (ids.length === 0) return resolve([]);
      if (signal?.aborted === true || child.exitCode !== null) return reject(closedError(signal));
      const parser = createParser(command === 'contents', ids.length);
      let seen = 0;
      pending = {
        reject,
        take: () => {
          // Joined only when there is at least as much as was missing: else many small chunks would be copied again and again.
          if (receivedBytes - seen < parser.missingBytes()) return false;
          const rest = parser.parse(Buffer.concat(received));
          received = [rest];
          receivedBytes = rest.byteLength;
          seen = 0;
          if (!parser.isDone()) {
            seen = receivedBytes;
            return false;
          }
          resolve(parser.answers);
          return true;
        },
      };
      child.stdin.write(`${ids.map((id) => `${command} ${id}\n`).join('')}flush\n`);
    });
  return {
    ask,
    end: async () => {
      child.stdin.end();
      await closed;
    },
  };
}

function closedError(signal: AbortSignal | undefined): GitError {
  const kind = signal?.aborted === true ? 'cancelled' : 'exit';
  return new GitError({ kind, command: 'git cat-file --batch-command', stderr: '' });
}

/** Takes answers off the front of what git wrote, until as many are there as were asked for. */
function createParser(
  hasContent: boolean,
  count: number,
): {
  readonly answers: (Answer | undefined)[];
  readonly isDone: () => boolean;
  /** How many bytes must come before another look is worth it. */
  readonly missingBytes: () => number;
  /** Returns what was left over. */
  readonly parse: (output: Buffer) => Buffer;
} {
  const answers: (Answer | undefined)[] = [];
  let missing = 1;
  return {
    answers,
    isDone: () => answers.length === count,
    missingBytes: () => missing,
    parse: (output) => {
      let at = 0;
      missing = 1;
      while (answers.length < count) {
        const end = output.indexOf(0x0a, at);
        if (end === -1) break;
        const [, type, size] = output.toString('latin1', at, end).split(' ');
        const length = hasContent && type !== 'missing' ? Number(size) + 1 : 0;
        if (output.byteLength < end + 1 + length) {
          missing = end + 1 + length - output.byteLength;
          break;
        }
        const content = hasContent ? output.subarray(end + 1, end + length) : undefined;
        answers.push(isType(type) ? { type, size: Number(size), content } : undefined);
        at = end + 1 + length;
      }
      return output.subarray(at);
    },
  };
}

function isType(text: string | undefined): text is GitObject['type'] {
  return text === 'blob' || text === 'tree' || text === 'commit' || text === 'tag';
}
