import { isObjectId, toCommitId, type CommitId } from './object-id.ts';
import { assertRefName } from './ref-name.ts';
import { openCatFile, type CatFile, type CatFileAnswer } from './cat-file.ts';

/** An object of a repository. `content` is undefined when it is larger than the reader was told to read. */
export interface GitObject {
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly size: number;
  readonly content: Buffer | undefined;
}

/** Reads any number of objects with one process, as long as it is open. */
export interface ObjectReader extends AsyncDisposable {
  /**
   * The objects by id; those that are not in the repository are left out, and nothing is asked of a remote. All contents
   * are in memory at once. Rejects with a `TypeError` for what is no full id, and with `GitError` (`cancelled`,
   * `not-installed`, or `exit` when the process died: the next call starts another).
   */
  readonly read: (ids: Iterable<string>) => Promise<ReadonlyMap<string, GitObject>>;
  /** Those of the objects that are in the repository; rejects as `read` does. */
  readonly has: (ids: Iterable<string>) => Promise<ReadonlySet<string>>;
  /** The commits that these refs name now; refs that do not exist, or name no commit, are left out. Rejects as `read` does. */
  readonly readRefs: (refs: readonly string[]) => Promise<ReadonlyMap<string, CommitId>>;
  /** Starts the process before there is anything to read. */
  readonly open: () => void;
}

/** Blobs above this are never merged as text: their bytes are of no use to us. */
const LARGEST_OBJECT = 64 * 1024 * 1024;

/**
 * Opens a reader of a repository's objects. Objects that a fetch brings later are found too. The process starts with the
 * first read and ends when the reader is disposed of, which waits for the reads that were begun. Calls that overlap are
 * answered one after the other.
 */
export function openObjects(options: {
  readonly gitDir: string;
  readonly signal?: AbortSignal | undefined;
  readonly largestObject?: number | undefined;
}): ObjectReader {
  const { gitDir, signal, largestObject = LARGEST_OBJECT } = options;
  let process: CatFile | undefined;
  let isDisposed = false;
  let queue: Promise<unknown> = Promise.resolve();
  const start = (): CatFile => {
    if (process === undefined || process.isDead()) process = openCatFile(gitDir, signal);
    return process;
  };
  const ask = (command: 'info' | 'contents', names: readonly string[]): Promise<readonly CatFileAnswer[]> =>
    names.length === 0 ? Promise.resolve([]) : start().ask(command, names);
  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    if (isDisposed) throw new TypeError('The reader was disposed of.');
    const answer = queue.then(act);
    queue = answer.catch(() => undefined);
    return answer;
  };
  const enqueue = <Result>(
    ids: Iterable<string>,
    act: (ids: readonly string[]) => Promise<Result>,
  ): Promise<Result> => {
    const wanted = [...new Set(ids)];
    for (const id of wanted) if (!isObjectId(id)) throw new TypeError(`Not a full object id: ${JSON.stringify(id)}`);
    return inTurn(() => act(wanted));
  };
  return {
    read: async (ids) =>
      enqueue(ids, async (wanted) => {
        const found = new Map<string, GitObject>();
        for (const [index, info] of (await ask('info', wanted)).entries())
          if (info !== undefined)
            found.set(wanted[index] ?? '', { type: info.type, size: info.size, content: undefined });
        const readable = [...found].flatMap(([id, { size }]) => (size <= largestObject ? [id] : []));
        for (const [index, object] of (await ask('contents', readable)).entries()) {
          const id = readable[index] ?? '';
          if (object === undefined) found.delete(id);
          else found.set(id, { type: object.type, size: object.size, content: object.content });
        }
        return found;
      }),
    has: async (ids) =>
      enqueue(ids, async (wanted) => {
        const infos = await ask('info', wanted);
        return new Set(wanted.filter((_, index) => infos[index] !== undefined));
      }),
    readRefs: async (refs) => {
      const names = refs.map(assertRefName);
      const answers = await inTurn(() => ask('info', names));
      return new Map(
        names.flatMap((name, index) => {
          const answer = answers[index];
          return answer?.type === 'commit' ? [[name, toCommitId(answer.id)] as const] : [];
        }),
      );
    },
    open: () => void start(),
    [Symbol.asyncDispose]: async () => {
      isDisposed = true;
      await queue;
      await process?.end();
    },
  };
}
