import type { DatabaseKind } from '@amplication/domain';
import { createTestDatabase, openStore, startMariaDb } from '@amplication/test-kit';

/** An empty database for a generated service. */
export interface ServiceDatabase {
  readonly kind: DatabaseKind;
  readonly url: string;
  /** Does something behind the back of the service. */
  readonly execute: (sql: string) => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** The database's name for people. */
export const DATABASE_NAMES = { postgresql: 'PostgreSQL', mysql: 'MariaDB' } as const;

/** Opens a database in the PostgreSQL of the run, or in a MariaDB that ends with it. */
export async function openServiceDatabase(kind: DatabaseKind): Promise<ServiceDatabase> {
  if (kind === 'postgresql') {
    const { url, drop } = await createTestDatabase();
    return { kind, url, drop, execute: (sql) => openStore(url, async (query) => void (await query(sql))) };
  }
  const maria = await startMariaDb();
  const database = await maria.createDatabase();
  return {
    kind,
    url: database.url,
    execute: async (sql) => void (await maria.query(database, sql)),
    drop: maria.stop,
  };
}
