import { blobIdOf, prefetchBlobs, readBlobs, toBlobId, type BlobId, type GitRemote } from '@amplication/git';
import type { Generation, LedgerPort } from './ports.ts';

/** Bytes of blobs by git id, from wherever they are cheapest: made just now, the ledger, the mirror, the remote. */
export interface Contents {
  /** Declares the files of a generation, so that the ledger can be asked for them. */
  readonly know: (generation: Generation) => void;
  /** Adds bytes that no one else has yet, and returns their id. */
  readonly add: (content: Buffer) => string;
  /** Bytes of all these ids; throws when the remote does not have one of them. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
  /** Bytes that a commit must bring; a blob that is left out is in the mirror afterwards. */
  readonly readNew: (ids: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
}

/** Contents for one sync over one mirror. */
export function createContents(options: {
  readonly gitDir: string;
  readonly remote: GitRemote;
  readonly ledger: LedgerPort;
  readonly signal?: AbortSignal | undefined;
}): Contents {
  const hashes = new Map<string, string>();
  const cached = new Map<string, Buffer>();

  const readLedger = async (ids: readonly string[]): Promise<void> => {
    const wanted = ids.flatMap((id) => (cached.has(id) ? [] : (hashes.get(id) ?? [])));
    if (wanted.length === 0) return;
    const found = await options.ledger.readContents([...new Set(wanted)]);
    for (const id of ids) {
      const content = found.get(hashes.get(id) ?? '');
      if (content !== undefined) cached.set(id, content);
    }
  };

  const fetch = async (ids: readonly string[]): Promise<readonly BlobId[]> => {
    const wanted = ids.filter((id) => !cached.has(id)).map(toBlobId);
    if (wanted.length === 0) return wanted;
    const { gitDir, remote, signal } = options;
    const outcome = await prefetchBlobs({ gitDir, remote, ids: wanted, signal });
    if (outcome.kind !== 'fetched') throw new Error(`Files of the repository could not be fetched (${outcome.kind}).`);
    return wanted;
  };

  const readGit = async (ids: readonly string[]): Promise<void> => {
    const wanted = await fetch(ids);
    const { gitDir, remote, signal } = options;
    for (const [id, content] of await readBlobs({ gitDir, ids: wanted, remote, signal })) cached.set(id, content);
  };

  const pick = (ids: readonly string[]): Map<string, Buffer> =>
    new Map(ids.flatMap((id) => (cached.has(id) ? [[id, cached.get(id) ?? Buffer.alloc(0)]] : [])));

  return {
    know: (generation) => {
      for (const entry of generation.entries) hashes.set(entry.gitId, entry.hash);
    },
    add: (content) => {
      const id = blobIdOf(content);
      cached.set(id, content);
      return id;
    },
    read: async (ids) => {
      await readLedger(ids);
      await readGit(ids);
      return pick(ids);
    },
    readNew: async (ids) => {
      await readLedger(ids);
      await fetch(ids);
      return pick(ids);
    },
  };
}
