// #if postgresql
// Applies prisma/migrations in the order of their names, each in a transaction
// of its own, and records them in Prisma's own table. Safe to run twice and
// by several processes at once.
// #else
// Applies prisma/migrations in the order of their names, and records in Prisma's
// own table how far each has come: MySQL takes back no change of a table, so a
// migration that failed goes on at the statement that failed. Safe to run twice
// and by several processes at once.
// #end
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
// #if postgresql
import pg from "pg";
// #else
import mariadb from "mariadb";
// #end

/** The lock that Prisma's own engine takes. */
// #if postgresql
const LOCK = 72707369;
// #else
const LOCK = "prisma_migrate";
const LOCK_SECONDS = 3600;
/** Comments, texts and names may hold a semicolon; the one behind them ends a statement. */
const STATEMENT =
  /(?:--[^\n]*|'(?:[^'\\]|\\.|'')*'|"[^"]*"|`[^`]*`|[^;'"`-]|-(?!-))+;/gs;
// #end
const FOLDER = new URL("../prisma/migrations/", import.meta.url);

if (existsSync(".env")) process.loadEnvFile(".env");
const connectionString = process.env.DATABASE_URL;
if (!connectionString) {
  console.error("DATABASE_URL is not set.");
  process.exit(1);
}

// #if postgresql
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
// #else
let client;
try {
  client = await mariadb.createConnection(
    connectionString.replace(/^mysql:/, "mariadb:"),
  );
  // Values that do not fit stop a statement, and moments are in UTC.
  await client.query(
    "SET SESSION time_zone = '+00:00', sql_mode = 'TRADITIONAL'",
  );
  const [{ taken }] = await client.query("SELECT GET_LOCK(?, ?) AS taken", [
    LOCK,
    LOCK_SECONDS,
  ]);
  if (Number(taken) !== 1) throw new Error("Another migration does not end.");
  await migrate();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await client?.end();
}
// #end

async function migrate() {
  // #if postgresql
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
  // #else
  await client.query(`
    CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id VARCHAR(36) PRIMARY KEY NOT NULL,
      checksum VARCHAR(64) NOT NULL,
      finished_at DATETIME(3),
      migration_name VARCHAR(255) NOT NULL,
      logs TEXT,
      rolled_back_at DATETIME(3),
      started_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
      applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0
    ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci
  `);
  const rows = await client.query(`
    SELECT id, migration_name, checksum, finished_at, applied_steps_count
    FROM _prisma_migrations WHERE rolled_back_at IS NULL
  `);
  const known = new Map(rows.map((row) => [row.migration_name, row]));
  // #end
  let count = 0;
  for (const migration of readMigrations()) {
    // #if postgresql
    const checksum = applied.get(migration.name);
    if (checksum === undefined) {
      await apply(migration);
      count += 1;
    } else if (checksum !== migration.checksum) {
      console.warn(`${migration.name} was edited after it had been applied.`);
    }
    // #else
    const row = known.get(migration.name);
    if (row === undefined || row.finished_at === null) {
      await apply(migration, row ?? (await begin(migration)));
      count += 1;
    } else if (row.checksum !== migration.checksum) {
      console.warn(`${migration.name} was edited after it had been applied.`);
    }
    // #end
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

// #if postgresql
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
// #else
async function begin({ name, checksum }) {
  const id = randomUUID();
  await client.query(
    "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (?, ?, ?)",
    [id, checksum, name],
  );
  return { id, checksum, applied_steps_count: 0 };
}

async function apply({ name, sql, checksum }, row) {
  const statements = sql.match(STATEMENT) ?? [];
  let count = row.applied_steps_count;
  if (count > 0 && row.checksum !== checksum) {
    throw new Error(
      `${name} was edited after ${count} of its statements had been applied: ` +
        "undo the edit, or apply the others by hand and set finished_at in _prisma_migrations.",
    );
  }
  try {
    for (const statement of statements.slice(count)) {
      await client.query(statement);
      count += 1;
      await client.query(
        "UPDATE _prisma_migrations SET checksum = ?, applied_steps_count = ? WHERE id = ?",
        [checksum, count, row.id],
      );
    }
  } catch (error) {
    throw new Error(
      `${name} failed at statement ${count + 1} of ${statements.length}, and goes on there next time: ${error.sqlMessage ?? error.message}`,
      { cause: error },
    );
  }
  await client.query(
    "UPDATE _prisma_migrations SET checksum = ?, finished_at = CURRENT_TIMESTAMP(3) WHERE id = ?",
    [checksum, row.id],
  );
  console.log(`Applied ${name}.`);
}
// #end
