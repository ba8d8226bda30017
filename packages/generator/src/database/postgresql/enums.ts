import type { Column, EnumType } from '../database-schema.ts';
import { optionsNote } from '../migration-steps.ts';
import { planRenames } from '../rename-plan.ts';

/** The one column that has the type of an enum; nothing where it is made anew in this migration. */
export interface EnumColumn {
  readonly table: string;
  readonly before: Column;
  readonly after: Column;
}

/** `CREATE TYPE … AS ENUM`. */
export function createEnum({ name, values }: Pick<EnumType, 'name' | 'values'>): string {
  return `CREATE TYPE "${name}" AS ENUM (${values.map(({ value }) => `'${value}'`).join(', ')});`;
}

/** Statements that change an enum's options: renames keep the rows; only to remove one, or to use a new one at once, the type is made anew. */
export function changeEnum(before: EnumType, after: EnumType, used: EnumColumn | undefined): readonly string[] {
  const old = new Map(before.values.map(({ id, value }) => [id, value]));
  const renames = planRenames(
    after.values.flatMap(({ id, value }) => {
      const from = old.get(id);
      return from === undefined
        ? []
        : [
            {
              from,
              to: value,
              toSql: (a: string, b: string) => `ALTER TYPE "${after.name}" RENAME VALUE '${a}' TO '${b}';`,
            },
          ];
    }),
  );
  const stays = new Set(after.values.map(({ id }) => id));
  const removed = before.values.filter(({ id }) => !stays.has(id));
  const added = after.values.filter(({ id }) => !old.has(id));
  const isUsedAtOnce = added.some(({ value }) => used?.after.default?.includes(`'${value}'`) === true);
  if (removed.length === 0 && !isUsedAtOnce) {
    return [...renames, ...added.map(({ value }) => addValue(after, value, old))];
  }
  const gone = removed.map(({ value }) => value);
  return [...renames, ...remake(after, used, gone)];
}

/** PostgreSQL keeps options in an order; a new one gets the place that the model gives it. */
function addValue(type: EnumType, value: string, old: ReadonlyMap<string, string>): string {
  const place = type.values.findIndex((candidate) => candidate.value === value);
  const next = type.values.slice(place + 1).find(({ id }) => old.has(id));
  const where = next === undefined ? '' : ` BEFORE '${next.value}'`;
  return `ALTER TYPE "${type.name}" ADD VALUE '${value}'${where};`;
}

function remake(after: EnumType, used: EnumColumn | undefined, removed: readonly string[]): readonly string[] {
  const temporary = `${after.name.slice(0, 59)}_new`;
  return [
    createEnum({ name: temporary, values: after.values }),
    ...(used === undefined ? [] : moveColumn(used, temporary, removed)),
    `DROP TYPE "${after.name}";`,
    `ALTER TYPE "${temporary}" RENAME TO "${after.name}";`,
    ...(used?.after.default === undefined
      ? []
      : [`ALTER TABLE "${used.table}" ALTER COLUMN "${used.after.name}" SET DEFAULT ${used.after.default};`]),
  ];
}

function moveColumn({ table, before, after }: EnumColumn, type: string, removed: readonly string[]): readonly string[] {
  const alter = `ALTER TABLE "${table}" ALTER COLUMN "${after.name}"`;
  const list = after.type.kind === 'enum' && after.type.list ? '[]' : '';
  const note = optionsNote(removed, table, after.name, 'stop the migration');
  return [
    ...(before.default === undefined ? [] : [`${alter} DROP DEFAULT;`]),
    `${note}${alter} TYPE "${type}"${list} USING "${after.name}"::text${list}::"${type}"${list};`,
  ];
}
