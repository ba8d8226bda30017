import type { ColumnType, EnumType } from '../database-schema.ts';
import { optionsNote } from '../migration-steps.ts';
import { planRenames } from '../rename-plan.ts';
import { quote, textSql } from './columns.ts';

/** A column that holds options, under its new name. */
export interface OptionColumn {
  readonly table: string;
  readonly name: string;
  readonly before: EnumType;
  readonly after: EnumType;
}

interface Changes {
  /** Old and new values of options that go on; MySQL does not tell cases apart. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly removed: readonly string[];
  /** Values as they are before renames, with those that are new. */
  readonly between: readonly string[];
}

/**
 * Statements that bring the rows of an enum to their new options; the column gets its own list afterwards. `redefine` writes the column
 * with a list of options.
 */
export function moveOptions(
  column: OptionColumn,
  redefine: (values: readonly string[]) => string,
): { readonly steps: readonly string[]; readonly note: string } {
  const { renamed, removed, between } = changesOf(column);
  const note = optionsNote(removed, column.table, column.name, 'stop the migration');
  if (renamed.length === 0) return { steps: [], note };
  const name = quote(column.name);
  const cases = renamed.map(({ from, to }) => ` WHEN '${from}' THEN '${to}'`).join('');
  const all = distinct([...column.after.values.map(({ value }) => value), ...between]);
  return {
    steps: [
      ...(removed.length === 0 ? [] : [`${note}${redefine(between)}`]),
      redefine(all),
      `UPDATE ${quote(column.table)} SET ${name} = CASE ${name}${cases} ELSE ${name} END;`,
    ],
    note: '',
  };
}

/** Statements that bring lists of options, which are JSON, to their new options. */
export function moveListedOptions(column: OptionColumn): readonly string[] {
  const { removed, renamed } = changesOf(column);
  const [table, name] = [quote(column.table), quote(column.name)];
  const note = optionsNote(removed, column.table, column.name, 'lose it');
  const removals = removed.map((value) => {
    // The search takes _ and % for any character.
    const pattern = textSql(value.replaceAll(/[\\_%]/gu, String.raw`\$&`));
    const path = `JSON_UNQUOTE(JSON_SEARCH(${name}, 'one', ${pattern}))`;
    return `UPDATE ${table} SET ${name} = JSON_REMOVE(${name}, ${path}) WHERE JSON_CONTAINS(${name}, '"${value}"');`;
  });
  const renames = planRenames(
    renamed.map(({ from, to }) => ({
      from,
      to,
      toSql: (a, b) => `UPDATE ${table} SET ${name} = REPLACE(${name}, '"${a}"', '"${b}"');`,
    })),
  );
  return [...removals.map((sql, index) => (index === 0 ? note + sql : sql)), ...renames];
}

/** The type with other options. */
export function withOptions(type: ColumnType, values: readonly string[]): ColumnType {
  return type.kind === 'enum' ? { ...type, values } : type;
}

function changesOf({ before, after }: OptionColumn): Changes {
  const old = new Map(before.values.map(({ id, value }) => [id, value]));
  const stays = new Set(after.values.map(({ id }) => id));
  const added = after.values.filter(({ id }) => !old.has(id)).map(({ value }) => value);
  return {
    renamed: after.values.flatMap(({ id, value }) => {
      const from = old.get(id);
      return from === undefined || from.toLowerCase() === value.toLowerCase() ? [] : [{ from, to: value }];
    }),
    removed: before.values
      .filter(({ id, value }) => !stays.has(id) && !added.includes(value))
      .map(({ value }) => value),
    between: distinct([...before.values.filter(({ id }) => stays.has(id)).map(({ value }) => value), ...added]),
  };
}

/** Each value once, in any case, the first one first. */
function distinct(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const isNew = !seen.has(value.toLowerCase());
    seen.add(value.toLowerCase());
    return isNew;
  });
}
