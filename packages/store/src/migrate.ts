import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { Pool } from 'pg';

/** Any fixed number: processes that start at once queue on it, and only the first one migrates. */
const MIGRATION_LOCK = 727_272;

/** Brings the database to this version's schema. Idempotent; safe when several processes start at once. */
export async function migrateDatabase(pool: Pool, migrationsDirectory: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await applyMigrations(drizzle(client), { migrationsFolder: migrationsDirectory });
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}
