import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../store.ts';
import { service, syncBranch } from '../tables/index.ts';

/** Whose branch it is: of the services that share it, or of one service. */
export interface SyncBranchOwner {
  /** Instance and number of the repository. */
  readonly remote: string;
  /** The name in the git settings that it is made from. */
  readonly prefix: string;
  /** The base branch; empty for the default one. */
  readonly base: string;
  readonly serviceId: string | null;
}

/**
 * The owner's branch: the one it was given first, for ever; else `wanted`, with the first number behind it that makes it
 * differ from every other one of the remote and from those in `reserved`. Two callers at once get two branches.
 */
export async function allotSyncBranch(
  { db }: Pick<Transaction, 'db'>,
  owner: SyncBranchOwner,
  wanted: string,
  reserved: readonly string[],
): Promise<string> {
  // Until the transaction ends nobody else gives out a branch of this remote.
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sync-branch ${owner.remote}`}, 0))`);
  const own = await findSyncBranch(db, owner);
  if (own !== undefined) return own;
  const rows = await db
    .select({ branch: syncBranch.branch })
    .from(syncBranch)
    .where(eq(syncBranch.remote, owner.remote));
  const taken = [...rows.map((row) => row.branch), ...reserved];
  const branch = toFreeName(wanted, taken);
  await db.insert(syncBranch).values({ ...owner, branch });
  return branch;
}

/** The branch that was given to an owner; undefined before its first sync. */
export async function findSyncBranch(db: Database, owner: SyncBranchOwner): Promise<string | undefined> {
  const { remote, prefix, base, serviceId } = owner;
  const [row] = await db
    .select({ branch: syncBranch.branch })
    .from(syncBranch)
    .where(
      and(
        eq(syncBranch.remote, remote),
        eq(syncBranch.prefix, prefix),
        eq(syncBranch.base, base),
        serviceId === null ? isNull(syncBranch.serviceId) : eq(syncBranch.serviceId, serviceId),
      ),
    );
  return row?.branch;
}

/** A service's slug, also of one that was deleted: its folders and branches are called so. */
export async function findServiceSlug(db: Database, id: string): Promise<string | undefined> {
  const [row] = await db.select({ slug: service.slug }).from(service).where(eq(service.id, id));
  return row?.slug;
}

function toFreeName(wanted: string, taken: readonly string[]): string {
  // No number behind it helps below a branch, so a name without folders is made first.
  const isBelow = taken.some((other) => wanted.toLowerCase().startsWith(`${other.toLowerCase()}/`));
  const free = isBelow ? wanted.replaceAll('/', '-') : wanted;
  let name = free;
  for (let number = 2; taken.some((other) => collide(name, other)); number += 1) name = `${free}-${number}`;
  return name;
}

/** git cannot have a branch `a` beside one `a/b`; hosts on some file systems take upper and lower case for the same. */
function collide(a: string, b: string): boolean {
  const [one, two] = [`${a.toLowerCase()}/`, `${b.toLowerCase()}/`];
  return one.startsWith(two) || two.startsWith(one);
}
