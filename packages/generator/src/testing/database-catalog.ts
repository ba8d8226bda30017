/** What PostgreSQL says of a database's own tables, one sorted list for each kind of thing. */
export type Catalog = Readonly<Record<keyof typeof QUERIES, readonly string[]>>;

type Query = (sql: string) => Promise<readonly Record<string, unknown>[]>;

const QUERIES = {
  // A sequence keeps its name when its table gets another one.
  columns: `
    SELECT concat_ws(' ', table_name, column_name, udt_name, numeric_precision, numeric_scale, datetime_precision, is_nullable,
      CASE WHEN column_default LIKE 'nextval(%' THEN 'nextval' ELSE column_default END) AS line
    FROM information_schema.columns WHERE table_schema = 'public'`,
  indexes: `SELECT concat_ws(' ', indexname, indexdef) AS line FROM pg_indexes WHERE schemaname = 'public'`,
  constraints: `
    SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS line
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'`,
  enums: `
    SELECT concat_ws(' ', typname, enumlabel) AS line FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid`,
} as const;

/** Reads the catalog. The order of columns and of an enum's values is left out: neither can be changed in place. */
export async function readCatalog(query: Query): Promise<Catalog> {
  const catalog: Record<string, readonly string[]> = {};
  for (const [kind, sql] of Object.entries(QUERIES))
    catalog[kind] = (await query(sql)).map(({ line }) => String(line)).sort();
  // Its keys are those of the queries.
  return catalog as Catalog;
}

/** Applies each migration in a transaction of its own, as the generated `migrate.mjs` does. */
export async function applyMigrations(query: Query, migrations: readonly string[]): Promise<void> {
  for (const sql of migrations) {
    await query('BEGIN');
    await query(sql);
    await query('COMMIT');
  }
}

/** Leaves an empty database. */
export async function clearDatabase(query: Query): Promise<void> {
  await query('ROLLBACK');
  await query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
}
