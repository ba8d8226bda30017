// Applies prisma/migrations in the order of their names, each in a transaction
// of its own, and records them in Prisma's own table. Safe to run twice and
// by several processes at once.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pg from "pg";

/** The lock that Prisma's own engine takes. */
const LOCK = 72707369;
const FOLDER = new URL("../prisma/migrations/", import.meta.url);

if (existsSync(".env")) process.loadEnvFile(".env");
const connectionString = process.env.DATABASE_URL;
if (!connectionString) {
  console.error("DATABASE_URL is not set.");
  process.exit(1);
}

const client = new pg.Client({ connectionString });
try {
  await client.connect();
  await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
  await migrate();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await client.end();
}

async function migrate() {
  await client.query(`
    CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
      "id" VARCHAR(36) PRIMARY KEY NOT NULL,
      "checksum" VARCHAR(64) NOT NULL,
      "finished_at" TIMESTAMPTZ,
      "migration_name" VARCHAR(255) NOT NULL,
      "logs" TEXT,
      "rolled_back_at" TIMESTAMPTZ,
      "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
      "applied_steps_count" INTEGER NOT NULL DEFAULT 0
    )
  `);
  const { rows } = await client.query(`
    SELECT "migration_name", "checksum" FROM "_prisma_migrations"
    WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL
  `);
  const applied = new Map(
    rows.map((row) => [row.migration_name, row.checksum]),
  );
  let count = 0;
  for (const migration of readMigrations()) {
    const checksum = applied.get(migration.name);
    if (checksum === undefined) {
      await apply(migration);
      count += 1;
    } else if (checksum !== migration.checksum) {
      console.warn(`${migration.name} was edited after it had been applied.`);
    }
  }
  console.log(
    count === 0
      ? "The database is up to date."
      : `Applied ${count} migration(s).`,
  );
}

function readMigrations() {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => {
      const file = new URL(`${name}/migration.sql`, FOLDER);
      const sql = readFileSync(fileURLToPath(file), "utf8");
      const checksum = createHash("sha256").update(sql).digest("hex");
      return { name, sql, checksum };
    });
}

async function apply({ name, sql, checksum }) {
  const started = new Date();
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO "_prisma_migrations"
        ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
        VALUES ($1, $2, $3, $4, now(), 1)`,
      [randomUUID(), checksum, name, started],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(
      `${name} failed, nothing of it was applied: ${error.message}`,
      { cause: error },
    );
  }
  console.log(`Applied ${name}.`);
}
