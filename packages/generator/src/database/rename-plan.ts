export interface Rename {
  readonly from: string;
  readonly to: string;
  /** The statement that renames this thing from one name to another. */
  readonly toSql: (from: string, to: string) => string;
}

/**
 * The statements that rename all, in an order in which no name is taken; names that change places go by way of a third one. `same` makes
 * those names equal that the database takes for one.
 */
export function planRenames(
  renames: readonly Rename[],
  same: (name: string) => string = (name) => name,
): readonly string[] {
  const pending = new Map(
    renames.filter(({ from, to }) => from !== to).map((rename) => [same(rename.from), { ...rename }]),
  );
  const statements: string[] = [];
  while (pending.size > 0) {
    const free = [...pending.values()].filter(({ from, to }) => same(from) === same(to) || !pending.has(same(to)));
    for (const { from, to, toSql } of free) {
      statements.push(toSql(from, to));
      pending.delete(same(from));
    }
    const [stuck] = free.length === 0 ? pending.values() : [];
    if (stuck === undefined) continue;
    const aside = `${stuck.from.slice(0, 56)}_moving`;
    statements.push(stuck.toSql(stuck.from, aside));
    pending.delete(same(stuck.from));
    pending.set(same(aside), { ...stuck, from: aside });
  }
  return statements;
}
