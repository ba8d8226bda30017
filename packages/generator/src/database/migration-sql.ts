import type { DatabaseSchema } from './database-schema.ts';
import { dialectOf } from './dialect.ts';

/**
 * The SQL that turns the database of one model into that of another, or nothing when they are equal. Tables and columns are told apart by
 * id: a new name is a rename. Each step that loses data says so in a line `-- destructive: …`; each that depends on the data, `-- check: …`.
 */
export function migrationSql(previous: DatabaseSchema, next: DatabaseSchema): string | undefined {
  const steps = dialectOf(next.kind).migration(previous, next);
  return steps.length === 0 ? undefined : `${steps.join('\n\n')}\n`;
}
