import { join } from 'node:path';
import pg, { type Pool } from 'pg';
import { claimFolder, startPostgres, type PostgresConnection } from '@amplication/postgres';
import { migrateDatabase } from '@amplication/store';
import type { Config } from './config/config.ts';
import { StartupError } from './startup-error.ts';

/** What every client of the database takes. */
export type DatabaseConnection = PostgresConnection | { readonly connectionString: string };

export interface OpenDatabase {
  readonly connection: DatabaseConnection;
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

const POOL_SIZE = 20;

/** Opens the database that the configuration names, or the embedded one of the data folder, and brings its schema up to date. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDirectory'>,
  options: {
    readonly migrationsDirectory: string;
    readonly report: (progress: string) => void;
    readonly onError: (error: Error) => void;
  },
): Promise<OpenDatabase> {
  const source =
    config.databaseUrl === undefined
      ? await openEmbedded(config.dataDirectory, options.report)
      : openExternal(config.databaseUrl);
  const pool = new pg.Pool({ ...source.connection, max: POOL_SIZE });
  pool.on('error', options.onError);
  const close = async (): Promise<void> => {
    await pool.end();
    await source.close();
  };
  try {
    await migrateDatabase(pool, options.migrationsDirectory);
    return { connection: source.connection, pool, close };
  } catch (error) {
    await close();
    throw isConnectionError(error)
      ? new StartupError(`The database at DATABASE_URL cannot be reached: ${error.message}.`, { cause: error })
      : error;
  }
}

interface Source {
  readonly connection: DatabaseConnection;
  readonly close: () => Promise<void>;
}

function openExternal(url: string): Source {
  return { connection: { connectionString: url }, close: async () => undefined };
}

/** The claim comes before the right to stop the database: a second process must not end the one of the first. */
async function openEmbedded(dataDirectory: string, report: (progress: string) => void): Promise<Source> {
  const postgres = await startPostgres({ directory: join(dataDirectory, 'postgres'), report });
  const claim = await claimFolder(postgres.connection, dataDirectory);
  return {
    connection: postgres.connection,
    close: async () => {
      await claim.release();
      await postgres.stop();
    },
  };
}

function isConnectionError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', '28P01', '3D000'].includes(String(error.code))
  );
}
