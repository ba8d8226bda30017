import type { EnumType } from './database-schema.ts';
import { createEnum } from './table-sql.ts';

/** Statements that change an enum's options; PostgreSQL can add one, but to remove one the type is made anew. */
export function changeEnum(
  before: EnumType,
  after: EnumType,
  used: { readonly table: string; readonly column: string },
): readonly string[] {
  const removed = before.values.filter((value) => !after.values.includes(value));
  if (removed.length === 0) {
    return after.values
      .filter((value) => !before.values.includes(value))
      .map((value) => `ALTER TYPE "${after.name}" ADD VALUE '${value}';`);
  }
  const temporary = `${after.name.slice(0, 59)}_new`;
  const list = removed.map((value) => `'${value}'`).join(', ');
  return [
    createEnum({ name: temporary, values: after.values }),
    `-- destructive: removes ${list} from the options of "${used.table}"."${used.column}"; rows that hold one of them stop the migration\n` +
      `ALTER TABLE "${used.table}" ALTER COLUMN "${used.column}" TYPE "${temporary}" USING "${used.column}"::text::"${temporary}";`,
    `DROP TYPE "${after.name}";`,
    `ALTER TYPE "${temporary}" RENAME TO "${after.name}";`,
  ];
}
