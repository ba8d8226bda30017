import fc from 'fast-check';

/** A small module: what a generated one holds, by name, so that both sides can edit it. */
export interface ModuleModel {
  readonly imports: readonly string[];
  readonly items: readonly string[];
  readonly members: readonly { readonly name: string; readonly body: readonly string[] }[];
  readonly options: readonly string[];
  readonly values: readonly string[];
  readonly statements: readonly string[];
}

/** How a side lays its module out. */
export interface Layout {
  readonly quote: string;
  readonly semicolon: string;
  readonly indent: string;
  readonly trailingComma: string;
  readonly isBroken: boolean;
}

/** The layout of the generator. */
export const GENERATED: Layout = { quote: `'`, semicolon: ';', indent: '  ', trailingComma: ',', isBroken: false };

/** The module as text. */
export function printModule(module: ModuleModel, layout: Layout): string {
  const { quote, semicolon, indent, trailingComma, isBroken } = layout;
  const list = (items: readonly string[], open: string, close: string): string => {
    if (items.length === 0) return open + close;
    if (!isBroken) return open === '{' ? `{ ${items.join(', ')} }` : `${open}${items.join(', ')}${close}`;
    return `${open}\n${items.map((item) => indent + item).join(',\n')}${trailingComma}\n${close}`;
  };
  const members = module.members.map(
    ({ name, body }) =>
      `${indent}${name}() {\n${body.map((call) => `${indent}${indent}${call}()${semicolon}\n`).join('')}${indent}}\n`,
  );
  return [
    ...module.imports.map((name) => `import ${list([name], '{', '}')} from ${quote}./${name}${quote}${semicolon}\n`),
    '\n',
    `export const items = ${list(module.items, '[', ']')}${semicolon}\n\n`,
    `export enum Kind ${list(
      module.values.map((name) => `${name} = ${quote}${name}${quote}`),
      '{',
      '}',
    )}\n\n`,
    `export const options = ${list(
      module.options.map((name) => `${name}: 1`),
      '{',
      '}',
    )}${semicolon}\n\n`,
    `export class Service {\n${members.join('\n')}}\n\n`,
    ...module.statements.map((name) => `${name}()${semicolon}\n`),
  ].join('');
}

const names = (prefix: string, least: number) =>
  fc.integer({ min: least, max: 4 }).map((count) => Array.from({ length: count }, (_, index) => `${prefix}${index}`));

/** A module of the generator. */
export const modules: fc.Arbitrary<ModuleModel> = fc.record({
  imports: names('imported', 1),
  items: names('item', 0),
  members: names('member', 0).map((all) => all.map((name) => ({ name, body: [`${name}First`, `${name}Second`] }))),
  options: names('option', 0),
  values: names('Value', 0),
  statements: names('statement', 0),
});

/** A layout that a user's formatter may give. */
export const layouts: fc.Arbitrary<Layout> = fc.record({
  quote: fc.constantFrom(`'`, `"`),
  semicolon: fc.constantFrom(';', ''),
  indent: fc.constantFrom('  ', '    ', '\t'),
  trailingComma: fc.constantFrom(',', ''),
  isBroken: fc.boolean(),
});

type ListName = 'imports' | 'items' | 'options' | 'values' | 'statements';

/** One edit of a side: an addition has its own name, so that it can be found again. */
export type ModuleEdit = {
  readonly kind: 'add' | 'remove';
  readonly list: ListName | 'members' | 'body';
  readonly at: number;
};

const edit: fc.Arbitrary<ModuleEdit> = fc.record({
  kind: fc.constantFrom('add', 'add', 'remove'),
  list: fc.constantFrom('imports', 'items', 'options', 'values', 'statements', 'members', 'body'),
  at: fc.nat(20),
});

/** Some edits of one side. */
export const edits: fc.Arbitrary<readonly ModuleEdit[]> = fc.array(edit, { maxLength: 4 });

/** The module after the edits, and the names that they put in and left in. */
export function editModule(module: ModuleModel, all: readonly ModuleEdit[], prefix: string) {
  let edited = module;
  const added: string[] = [];
  for (const [index, { kind, list, at }] of all.entries()) {
    const name = `${prefix}${index}`;
    if (kind === 'add') added.push(name);
    edited = applyEdit(edited, { kind, list, at }, name);
  }
  const text = JSON.stringify(edited);
  return { module: edited, added: added.filter((name) => text.includes(`"${name}"`)) };
}

function applyEdit(module: ModuleModel, { kind, list, at }: ModuleEdit, name: string): ModuleModel {
  if (list === 'members') return { ...module, members: change(module.members, kind, at, { name, body: [] }) };
  if (list !== 'body') return { ...module, [list]: change(module[list], kind, at, name) };
  const target = module.members.length === 0 ? -1 : at % module.members.length;
  if (target === -1) return { ...module, statements: change(module.statements, kind, at, name) };
  const members = module.members.map((member, index) =>
    index === target ? { ...member, body: change(member.body, kind, at, name) } : member,
  );
  return { ...module, members };
}

function change<T>(items: readonly T[], kind: 'add' | 'remove', at: number, item: T): readonly T[] {
  const place = at % (items.length + 1);
  return kind === 'add' ? items.toSpliced(place, 0, item) : items.toSpliced(place, 1);
}
