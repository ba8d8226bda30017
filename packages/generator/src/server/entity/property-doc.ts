import { code, lines } from '../../source/code.ts';
import { arrayOf, callWithObject, group, ifBroken, indent, line, parenthesised, type Doc } from '../../source/doc.ts';
import type { Declared } from '../../types/data-type.ts';

/** How a property may be missing. */
export interface Absence {
  readonly nullable?: boolean;
  readonly optional?: boolean;
}

/** A property of a class with its decorator. `optional` makes it `name?`, else it is set from outside: `name!`. */
export function property(name: string, declared: Declared, absence: Absence, suffix: '?' | '!'): Doc {
  const { decorator, options, type } = declared;
  const flags = [
    ...(absence.optional === true ? ['optional: true'] : []),
    ...(absence.nullable === true ? ['nullable: true'] : []),
  ];
  const all = [...options, ...flags];
  const declaration =
    absence.nullable === true && type !== 'unknown'
      ? nullableProperty(`${name}${suffix}`, type)
      : `${name}${suffix}: ${type};`;
  const head = `@${decorator}`;
  return lines([
    all.length === 0 ? call(head, declared.arguments) : callWithObject(head, declared.arguments, all),
    declaration,
  ]);
}

/** A call; an object as its only or last argument stays with the brackets. */
export function call(name: string, parameters: readonly Doc[]): Doc {
  const [only] = parameters;
  if (parameters.length === 1 && only !== undefined) return code`${name}(${only})`;
  return code`${name}${parenthesised(parameters)}`;
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
