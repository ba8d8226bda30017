import { code, lines, paragraphs } from './code.ts';
import { join, line, objectOf, type Doc } from './doc.ts';
import { printDoc } from './print-doc.ts';

/** One TypeScript file in the making: it owns the file's imports and the names at its top level. */
export class SourceFile {
  readonly #path: string;
  readonly #names = new Map<string, string>();
  readonly #imports = new Map<
    string,
    { readonly from: string; readonly name: string; readonly local: string; readonly type: boolean }
  >();

  /** `path` is relative to the service's folder; `declares` are the names that the file itself declares. */
  constructor(path: string, declares: readonly string[] = []) {
    this.#path = path;
    for (const name of declares) this.#names.set(name, '');
  }

  /** Imports a value (or a class) and answers its name in this file: another one when the name is taken. */
  import(name: string, from: string): string {
    return this.#add(name, from, false);
  }

  /** Imports what is only a type here. */
  importType(name: string, from: string): string {
    return this.#add(name, from, true);
  }

  /** The finished text: imports, then the blocks with one empty line between them. */
  print(...blocks: readonly Doc[]): string {
    return printDoc(paragraphs([this.#importLines(), ...blocks]));
  }

  #add(name: string, from: string, type: boolean): string {
    const key = `${from} ${name}`;
    const known = this.#imports.get(key);
    if (known !== undefined) {
      if (known.type && !type) this.#imports.set(key, { ...known, type });
      return known.local;
    }
    const local = this.#freeName(name);
    this.#names.set(local, key);
    this.#imports.set(key, { from, name, local, type });
    return local;
  }

  #freeName(name: string): string {
    let candidate = name;
    for (let count = 2; this.#names.has(candidate); count += 1) candidate = `${name}${count}`;
    return candidate;
  }

  #importLines(): Doc {
    const byStatement = new Map<string, { from: string; type: boolean; names: string[] }>();
    for (const { from, name, local, type } of this.#imports.values()) {
      const key = `${from} ${type ? 'type' : ''}`;
      const statement = byStatement.get(key) ?? { from: toSpecifier(this.#path, from), type, names: [] };
      statement.names.push(local === name ? name : `${name} as ${local}`);
      byStatement.set(key, statement);
    }
    const statements = [...byStatement.values()].sort(
      (a, b) => rank(a.from) - rank(b.from) || (a.from < b.from ? -1 : 1),
    );
    return lines(
      statements.map(
        ({ from, type, names }) => code`import ${type ? 'type ' : ''}${braces(names.sort())} from "${from}";`,
      ),
    );
  }
}

function braces(names: readonly string[]): Doc {
  return names.length === 1 ? ['{ ', join(line, names), ' }'] : objectOf(names);
}

function rank(specifier: string): number {
  return specifier.startsWith('.') ? 1 : 0;
}

/** Own files (`src/…`) become relative paths with the `.js` that ESM asks for; packages stay. */
function toSpecifier(path: string, from: string): string {
  if (!from.startsWith('src/')) return from;
  const here = path.split('/').slice(0, -1);
  const there = from.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared += 1;
  const up = here.length - shared;
  return `${up === 0 ? './' : '../'.repeat(up)}${there.slice(shared).join('/')}.js`;
}
