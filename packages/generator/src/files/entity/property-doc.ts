import { code } from '../../source/code.ts';
import { arrayOf, group, ifBroken, indent, line, objectOf, parenthesised, type Doc } from '../../source/doc.ts';
import type { SourceFile } from '../../source/source-file.ts';

/** A call of a decorator with one object, or with none when it would be empty. */
export function decorator(name: string, entries: readonly Doc[]): Doc {
  return entries.length === 0 ? `@${name}()` : code`@${name}(${objectOf(entries)})`;
}

/** A call of a decorator with plain arguments. */
export function decoratorCall(name: string, parameters: readonly Doc[]): Doc {
  return code`@${name}${parenthesised(parameters)}`;
}

/** `["a", "b"]`. */
export function textArray(values: readonly string[]): Doc {
  return arrayOf(values.map((value) => `"${value}"`));
}

/** A property that may be null. As oxfmt has it, only keyword types move to lines of their own. */
export function nullableProperty(name: string, type: string): Doc {
  if (!['string', 'number', 'boolean'].includes(type)) return `${name}: ${type} | null;`;
  return group([`${name}:`, indent([line, ifBroken('| '), type, line, '| null;'])]);
}

/** Imports the enum of an option set. */
export function importEnum(file: SourceFile, enumName: string): string {
  return file.import(enumName, 'src/prisma/client/enums');
}
