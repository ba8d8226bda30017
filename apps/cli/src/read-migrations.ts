import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { EarlierMigration } from '@amplication/domain';
import { cannotBeRead, readText } from './read-model.ts';
import { UsageError } from './usage-error.ts';

/** The migrations of a `prisma/migrations` folder, in the order in which they apply. */
export function readMigrations(folder: string): readonly EarlierMigration[] {
  return listFolders(folder).map((name) => ({ name, sql: readText(path.join(folder, name, 'migration.sql')) }));
}

/** `00001_initial`, then one number more than the last. */
export function nextMigrationName(earlier: readonly EarlierMigration[]): string {
  const last = Number.parseInt(earlier.at(-1)?.name ?? '0', 10);
  if (Number.isNaN(last)) throw new UsageError('Name the migration: --migration-name <name>.');
  return `${String(last + 1).padStart(5, '0')}_${earlier.length === 0 ? 'initial' : 'change'}`;
}

function listFolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    throw cannotBeRead(folder, error);
  }
}
