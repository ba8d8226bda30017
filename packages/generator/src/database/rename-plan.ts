export interface Rename {
  readonly from: string;
  readonly to: string;
  /** The statement that renames this thing from one name to another. */
  readonly toSql: (from: string, to: string) => string;
}

/** The statements that rename all, in an order in which no name is taken; names that change places go by way of a third one. */
export function planRenames(renames: readonly Rename[]): readonly string[] {
  const pending = renames.filter(({ from, to }) => from !== to).map((rename) => ({ ...rename }));
  const statements: string[] = [];
  while (pending.length > 0) {
    const taken = new Set(pending.map(({ from }) => from));
    const free = pending.findIndex(({ to }) => !taken.has(to));
    const [rename] = free === -1 ? pending : pending.splice(free, 1);
    if (rename === undefined) break;
    const to = free === -1 ? `${rename.from.slice(0, 56)}_moving` : rename.to;
    statements.push(rename.toSql(rename.from, to));
    rename.from = to;
  }
  return statements;
}
