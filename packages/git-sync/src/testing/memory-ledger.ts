import { createHash } from 'node:crypto';
import type { FileMode, GenerationId, ServiceId } from '@amplication/domain';
import { blobIdOf } from '@amplication/git';
import type { Generation, LedgerPort, MemoryPort, Origin, UserRename } from '../ports.ts';

/** Text, or bytes with a mode. */
export type TestFile = string | { readonly content: string | Buffer; readonly mode: FileMode | '120000' };

/** A ledger and what people decided, in memory: as the database keeps them. */
export interface MemoryLedger {
  readonly ledger: LedgerPort;
  readonly memory: MemoryPort;
  /** The same without waiting. */
  readonly now: {
    readonly findGeneration: (serviceId: ServiceId, id: string) => Generation | undefined;
    readonly listPushed: (serviceId: ServiceId) => readonly string[];
    readonly findOrigins: (serviceId: ServiceId, gitId: string) => readonly Origin[];
    readonly listUserRenames: () => readonly UserRename[];
    readonly rememberUserRenames: (renames: readonly UserRename[]) => void;
  };
  readonly resolved: Set<string>;
  /** Makes a generation; `path#key` gives a file a key that survives a rename. */
  readonly generate: (
    serviceId: ServiceId,
    files: Readonly<Record<string, TestFile>>,
    identifiers?: Readonly<Record<string, string>>,
  ) => Generation;
  readonly recordPushed: (generations: readonly Generation[]) => void;
  /** Bytes of a generated file by git's id. */
  readonly readBlob: (gitId: string) => Buffer | undefined;
}

/** An empty ledger. */
export function createMemoryLedger(): MemoryLedger {
  const blobs = new Map<string, Buffer>();
  const byGitId = new Map<string, Buffer>();
  const generations = new Map<string, Generation>();
  const pushed: Generation[] = [];
  const renames = new Map<string, UserRename>();
  const resolved = new Set<string>();
  const now: MemoryLedger['now'] = {
    findGeneration: (serviceId, id) => {
      const found = generations.get(id);
      return found?.serviceId === serviceId ? found : undefined;
    },
    listPushed: (serviceId) => pushed.filter((each) => each.serviceId === serviceId).map(({ id }) => id),
    findOrigins: (serviceId, gitId) =>
      [...generations.values()]
        .filter((generation) => generation.serviceId === serviceId)
        .flatMap(({ id, entries }) =>
          entries.filter((entry) => entry.gitId === gitId).map(({ path }) => ({ generation: id, path })),
        ),
    listUserRenames: () => [...renames.values()],
    rememberUserRenames: (found) => {
      for (const rename of found) renames.set(`${rename.serviceId} ${rename.key}`, rename);
    },
  };
  return {
    resolved,
    now,
    readBlob: (gitId) => byGitId.get(gitId),
    recordPushed: (all) => {
      for (const each of all) if (!pushed.some((known) => known.id === each.id)) pushed.push(each);
    },
    generate: (serviceId, files, identifiers = {}) => {
      const entries = Object.entries(files).map(([name, file]) => {
        const [path = name, key = path] = name.split('#');
        const { mode, content: bytes } = toModeAndBytes(file);
        if (mode === '120000') throw new Error('A generator makes no links.');
        const hash = createHash('sha256').update(bytes).digest('hex');
        const gitId = blobIdOf(bytes);
        blobs.set(hash, bytes);
        byGitId.set(gitId, bytes);
        return { path, mode, hash, gitId, key };
      });
      const id = createHash('sha256')
        .update(JSON.stringify([serviceId, entries, identifiers]))
        .digest('hex') as GenerationId;
      const generation = { id, serviceId, entries, identifiers };
      generations.set(id, generation);
      return generation;
    },
    ledger: {
      findGenerations: async (wanted) => wanted.flatMap(({ serviceId, id }) => now.findGeneration(serviceId, id) ?? []),
      listPushed: async (serviceId) => now.listPushed(serviceId),
      findOrigins: async (serviceId, gitIds) =>
        new Map(gitIds.map((gitId) => [gitId, now.findOrigins(serviceId, gitId)])),
      readContents: async (hashes) =>
        new Map(hashes.flatMap((hash) => (blobs.has(hash) ? [[hash, blobs.get(hash) ?? Buffer.alloc(0)]] : []))),
    },
    memory: {
      listResolved: async () => resolved,
      listUserRenames: async () => now.listUserRenames(),
      rememberUserRenames: async (found) => now.rememberUserRenames(found),
    },
  };
}

/** Mode and bytes of a test's file. */
export function toModeAndBytes(file: TestFile): { readonly mode: FileMode | '120000'; readonly content: Buffer } {
  return typeof file === 'string'
    ? { mode: '100644', content: Buffer.from(file) }
    : { mode: file.mode, content: Buffer.from(file.content) };
}
