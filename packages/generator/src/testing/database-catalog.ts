import type { DatabaseKind } from '@amplication/domain';

/** What a database says of its own tables, one sorted list for each kind of thing. */
export type Catalog = Readonly<Record<string, readonly string[]>>;

/** Selects the texts of one column. */
type Select = (sql: string) => Promise<readonly string[]>;

/** The order of columns is left out in both, that of an enum's values in PostgreSQL: they cannot be changed in place. */
const QUERIES: Readonly<Record<DatabaseKind, Readonly<Record<string, string>>>> = {
  postgresql: {
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
  },
  mysql: {
    tables: `SELECT concat_ws(' ', table_name, engine, table_collation) FROM information_schema.tables WHERE table_schema = database()`,
    columns: `
    SELECT concat_ws(' ', table_name, column_name, column_type, collation_name, is_nullable, extra, column_default)
    FROM information_schema.columns WHERE table_schema = database()`,
    indexes: `
    SELECT concat_ws(' ', table_name, index_name, non_unique, group_concat(column_name ORDER BY seq_in_index))
    FROM information_schema.statistics WHERE table_schema = database() GROUP BY table_name, index_name, non_unique`,
    constraints: `
    SELECT concat_ws(' ', k.table_name, constraint_name, column_name, k.referenced_table_name, referenced_column_name, delete_rule, update_rule)
    FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r USING (constraint_schema, constraint_name)
    WHERE constraint_schema = database()`,
    checks: `
    SELECT concat_ws(' ', table_name, check_clause) FROM information_schema.check_constraints
    WHERE constraint_schema = database()`,
  },
};

/** Reads the catalog. */
export async function readCatalog(kind: DatabaseKind, select: Select): Promise<Catalog> {
  const catalog: Record<string, readonly string[]> = {};
  for (const [name, sql] of Object.entries(QUERIES[kind])) catalog[name] = (await select(sql)).toSorted();
  return catalog;
}
