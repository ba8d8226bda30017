import pg from 'pg';
import type { PostgresConnection } from './start-postgres.ts';
import { PostgresError } from './postgres-error.ts';

/** Any fixed number that nothing else locks. */
const FOLDER_LOCK = 727_273;

/**
 * Makes this process the only one that uses the folder, for as long as the claim's connection lives: the lock goes with
 * the process, however it ends. Throws PostgresError when another process holds it.
 */
export async function claimFolder(
  connection: PostgresConnection,
  directory: string,
): Promise<{ readonly release: () => Promise<void> }> {
  const client = new pg.Client({ ...connection, application_name: `amplication ${process.pid}` });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [FOLDER_LOCK]);
  if (rows[0]?.locked === true) return { release: () => client.end() };
  const holder = await client.query<{ application_name: string }>(
    `select application_name from pg_stat_activity a join pg_locks l using (pid) where l.locktype = 'advisory' and l.objid = $1 and l.granted`,
    [FOLDER_LOCK],
  );
  await client.end();
  const pid = /\d+/u.exec(holder.rows[0]?.application_name ?? '')?.[0];
  throw new PostgresError(
    `The data folder ${directory} is in use by another process${pid === undefined ? '' : ` (${pid})`}: stop it, or choose another DATA_DIR.`,
  );
}
