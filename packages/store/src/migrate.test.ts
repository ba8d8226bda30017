import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '@amplication/test-kit';
import { migrateDatabase } from './migrate.ts';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const MIGRATIONS = join(PACKAGE, 'migrations');

/** A pool on an empty database, both gone afterwards. */
async function withPool(use: (pool: pg.Pool) => Promise<void>): Promise<void> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  try {
    await use(pool);
  } finally {
    await pool.end();
    await database.drop();
  }
}

const countApplied = async (pool: pg.Pool): Promise<number> =>
  Number((await pool.query<{ count: string }>('select count(*) from drizzle.__drizzle_migrations')).rows[0]?.count);
const all = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql')).length;

describe('the migrations', () => {
  it('apply once, however often they are asked to', () =>
    withPool(async (pool) => {
      await migrateDatabase(pool, MIGRATIONS);
      await migrateDatabase(pool, MIGRATIONS);
      expect(await countApplied(pool)).toBe(all);
      await expect(pool.query('select * from service')).resolves.toMatchObject({ rows: [] });
    }));

  it('apply once when four processes start at the same moment', () =>
    withPool(async (pool) => {
      await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(pool, MIGRATIONS)));
      expect(await countApplied(pool)).toBe(all);
    }));

  it('leave nothing behind when one fails, and let the next one try', () =>
    withPool(async (pool) => {
      const folder = mkdtempSync(join(tmpdir(), 'amplication-migrations-'));
      try {
        cpSync(MIGRATIONS, folder, { recursive: true });
        const [first = ''] = readdirSync(folder)
          .filter((name) => name.endsWith('.sql'))
          .toSorted();
        writeFileSync(join(folder, first), 'create table half (id int);--> statement-breakpoint\nselect nonsense;');
        await expect(migrateDatabase(pool, folder)).rejects.toThrow();
        await expect(pool.query('select * from half')).rejects.toThrow('does not exist');
        await migrateDatabase(pool, MIGRATIONS);
        expect(await countApplied(pool)).toBe(all);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }));

  it('say all that the tables say', () => {
    const copy = mkdtempSync(join(tmpdir(), 'amplication-schema-'));
    try {
      for (const part of ['src', 'migrations', 'drizzle.config.ts', 'package.json'])
        cpSync(join(PACKAGE, part), join(copy, part), { recursive: true });
      const kit = dirname(createRequire(import.meta.url).resolve('drizzle-kit'));
      symlinkSync(dirname(kit), join(copy, 'node_modules'), 'dir');
      const { stdout, stderr } = spawnSync(process.execPath, [join(kit, 'bin.cjs'), 'generate'], {
        cwd: copy,
        encoding: 'utf8',
      });
      expect(`${stdout}${stderr}`).toContain('No schema changes, nothing to migrate');
      expect(readdirSync(join(copy, 'migrations'))).toEqual(readdirSync(MIGRATIONS));
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
