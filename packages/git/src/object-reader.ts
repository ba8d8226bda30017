import { isObjectId } from './object-id.ts';
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
  const ask = (command: 'info' | 'contents', ids: readonly string[]): Promise<readonly CatFileAnswer[]> => {
    if (ids.length === 0) return Promise.resolve([]);
    if (process === undefined || process.isDead()) process = openCatFile(gitDir, signal);
    return process.ask(command, ids);
  };
  const enqueue = <Result>(
    ids: Iterable<string>,
    act: (ids: readonly string[]) => Promise<Result>,
  ): Promise<Result> => {
    if (isDisposed) throw new TypeError('The reader was disposed of.');
    const wanted = [...new Set(ids)];
    for (const id of wanted) if (!isObjectId(id)) throw new TypeError(`Not a full object id: ${JSON.stringify(id)}`);
    const answer = queue.then(() => act(wanted));
    queue = answer.catch(() => undefined);
    return answer;
  };
  return {
    read: async (ids) =>
      enqueue(ids, async (wanted) => {
        const found = new Map<string, GitObject>();
        for (const [index, info] of (await ask('info', wanted)).entries())
          if (info !== undefined) found.set(wanted[index] ?? '', { ...info, content: undefined });
        const readable = [...found].flatMap(([id, { size }]) => (size <= largestObject ? [id] : []));
        for (const [index, object] of (await ask('contents', readable)).entries()) {
          const id = readable[index] ?? '';
          if (object === undefined) found.delete(id);
          else found.set(id, object);
        }
        return found;
      }),
    has: async (ids) =>
      enqueue(ids, async (wanted) => {
        const infos = await ask('info', wanted);
        return new Set(wanted.filter((_, index) => infos[index] !== undefined));
      }),
    [Symbol.asyncDispose]: async () => {
      isDisposed = true;
      await queue;
      await process?.end();
    },
  };
}
