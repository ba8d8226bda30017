import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';
import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import {
  toCanonicalJson,
  type EarlierMigration,
  type GeneratedFile,
  type GeneratedTree,
  type GenerationId,
  type ServiceId,
} from '@amplication/domain';
import { touchBlobs } from './blobs.ts';
import type { GenerationEntry } from './build-data.ts';
import type { Database } from './store.ts';
import { blob, generation, pushedGeneration, serviceMigration } from './tables/index.ts';

const compress = promisify(gzip);

/** How many blobs one statement writes; keeps a statement's size reasonable for files of any number. */
const BLOBS_PER_STATEMENT = 500;

/** The pristine output of one build of one service, as the ledger keeps it. */
export interface StoredGeneration {
  readonly id: GenerationId;
  readonly serviceId: ServiceId;
  readonly entries: readonly GenerationEntry[];
  /** By stable id and role, how a name of the model is spelled in the files. */
  readonly identifiers: Readonly<Record<string, string>>;
}

/** Names the output of a generator: equal service and equal tree, equal id. */
export function toGeneration(
  serviceId: ServiceId,
  { files, identifiers }: Pick<GeneratedTree, 'files' | 'identifiers'>,
): StoredGeneration {
  const entries = files.map((file): GenerationEntry => {
    const bytes = Buffer.from(file.content);
    return {
      path: file.path,
      mode: file.mode,
      key: file.key,
      hash: createHash('sha256').update(bytes).digest('hex'),
      gitId: createHash('sha1').update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex'),
    };
  });
  const tree = entries.map(({ path, mode, hash, key }) => [path, mode, hash, key]);
  const id = createHash('sha256')
    .update(toCanonicalJson([serviceId, tree]))
    .digest('hex') as GenerationId;
  return { id, serviceId, entries, identifiers };
}

/** Stores a generation and those of its files that the ledger lacks. Idempotent. */
export async function saveGeneration(
  db: Database,
  stored: StoredGeneration,
  files: readonly GeneratedFile[],
  at: Date,
): Promise<void> {
  const contents = new Map(stored.entries.map((entry, index) => [entry.hash, files[index]?.content ?? '']));
  const isWanted = inArray(blob.hash, [...contents.keys()]);
  await touchBlobs(db, isWanted);
  const known = await db.select({ hash: blob.hash }).from(blob).where(isWanted);
  for (const { hash } of known) contents.delete(hash);
  const gitIds = new Map(stored.entries.map(({ hash, gitId }) => [hash, gitId]));
  const rows = await Promise.all(
    [...contents].map(async ([hash, content]) => ({
      hash,
      content: await compress(content),
      gitId: gitIds.get(hash) ?? null,
    })),
  );
  // Inserted in one order: two builds of the same files then cannot wait for each other.
  rows.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  for (let start = 0; start < rows.length; start += BLOBS_PER_STATEMENT) {
    await db
      .insert(blob)
      .values(rows.slice(start, start + BLOBS_PER_STATEMENT))
      .onConflictDoNothing();
  }
  await db
    .insert(generation)
    .values({ ...stored, createdAt: at })
    // It is not pruned away while a build that generated it again is about to refer to it.
    .onConflictDoUpdate({ target: generation.id, set: { createdAt: at } });
}

/** The generation, if it is one of this service. */
export async function findGeneration(
  db: Database,
  serviceId: string,
  id: string,
): Promise<StoredGeneration | undefined> {
  const [row] = await db
    .select()
    .from(generation)
    .where(and(eq(generation.id, id), eq(generation.serviceId, serviceId)));
  return row === undefined ? undefined : toStored(row);
}

/** The generations by service and id, in one round trip; those that are not of this service are left out. */
export async function findGenerations(
  db: Database,
  wanted: readonly { readonly serviceId: string; readonly id: string }[],
): Promise<readonly StoredGeneration[]> {
  if (wanted.length === 0) return [];
  const rows = await db
    .select()
    .from(generation)
    .where(or(...wanted.map(({ serviceId, id }) => and(eq(generation.id, id), eq(generation.serviceId, serviceId)))));
  return rows.map(toStored);
}

/** Ids of the generations of a service that were ever pushed to a remote, in that order. */
export async function listPushedGenerations(
  db: Database,
  remote: string,
  serviceId: string,
): Promise<readonly string[]> {
  const rows = await db
    .select({ id: pushedGeneration.generationId })
    .from(pushedGeneration)
    .where(and(eq(pushedGeneration.remote, remote), eq(pushedGeneration.serviceId, serviceId)))
    .orderBy(asc(pushedGeneration.order));
  return rows.map(({ id }) => id);
}

/** A file of a generation. */
export interface StoredOrigin {
  readonly generation: string;
  readonly path: string;
}

/**
 * By git's id of a blob, where the service ever generated exactly these bytes. Most bytes of users were never generated, and
 * an index tells; only for the others generations are searched.
 */
export async function findOrigins(
  db: Database,
  serviceId: string,
  gitIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredOrigin[]>> {
  const origins = new Map<string, StoredOrigin[]>();
  if (gitIds.length === 0) return origins;
  const known = await db
    .select({ gitId: blob.gitId })
    .from(blob)
    .where(inArray(blob.gitId, [...gitIds]));
  const ids = known.flatMap(({ gitId }) => gitId ?? []);
  if (ids.length === 0) return origins;
  const entry = sql`jsonb_array_elements(${generation.entries})`;
  const entries = db
    .select({ id: generation.id, entry: sql<GenerationEntry>`${entry}`.as('entry') })
    .from(generation)
    .where(eq(generation.serviceId, serviceId))
    .as('entries');
  const rows = await db
    .select({ id: entries.id, entry: entries.entry })
    .from(entries)
    .where(inArray(sql`${entries.entry} ->> 'gitId'`, ids));
  for (const { id, entry: found } of rows) {
    const others = origins.get(found.gitId) ?? [];
    origins.set(found.gitId, [...others, { generation: id, path: found.path }]);
  }
  return origins;
}

export async function recordPushed(
  db: Database,
  remote: string,
  generations: readonly Pick<StoredGeneration, 'id' | 'serviceId'>[],
  at: Date,
): Promise<void> {
  if (generations.length === 0) return;
  const rows = generations.map((each) => ({ remote, serviceId: each.serviceId, generationId: each.id, at }));
  await db.insert(pushedGeneration).values(rows).onConflictDoNothing();
}

/** Bytes by SHA-256, in one round trip. */
export async function readBlobs(db: Database, hashes: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  if (hashes.length === 0) return new Map();
  const rows = await db
    .select()
    .from(blob)
    .where(sql`${blob.hash} = any(${sql.param([...hashes])}::text[])`);
  // One after the other: a thread's start costs more than the few kilobytes of a file.
  return new Map(rows.map((row) => [row.hash, gunzipSync(row.content)]));
}

/** A service's migrations up to a commit, in the order in which they apply. */
export async function listMigrations(
  db: Database,
  serviceId: string,
  upToCommit: number,
): Promise<readonly (EarlierMigration & { readonly commitNumber: number })[]> {
  const rows = await db
    .select()
    .from(serviceMigration)
    .where(eq(serviceMigration.serviceId, serviceId))
    .orderBy(asc(serviceMigration.commitNumber));
  return rows.filter((row) => row.commitNumber <= upToCommit);
}

/** Keeps a migration for good; a commit has one at most. */
export async function saveMigration(db: Database, row: typeof serviceMigration.$inferInsert): Promise<void> {
  await db.insert(serviceMigration).values(row).onConflictDoNothing();
}

function toStored(row: typeof generation.$inferSelect): StoredGeneration {
  return {
    id: row.id as GenerationId,
    serviceId: row.serviceId as ServiceId,
    entries: row.entries,
    identifiers: row.identifiers,
  };
}
