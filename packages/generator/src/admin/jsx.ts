import { group, hardLine, headed, ifBroken, indent, line, softLine, type Doc } from '../source/doc.ts';

/** `<name attribute={…} />`, or with children one under the other. */
export function element(name: string, attributes: readonly Doc[], children: readonly Doc[] = []): Doc {
  if (attributes.length === 0 && children.length === 0) return `<${name} />`;
  const parts: Doc = attributes.map((attribute): Doc => [line, attribute]);
  if (children.length === 0) return group([`<${name}`, indent(parts), line, '/>']);
  const open = group([`<${name}`, indent(parts), softLine, '>']);
  const inside = children.map((child): Doc => [hardLine, child]);
  return [open, indent(inside), hardLine, `</${name}>`];
}

/** `name={value}`; a value that does not fit stands on a line of its own. */
export function attribute(name: string, value: string): Doc {
  return group([`${name}={`, indent([softLine, value]), softLine, '}']);
}

/** `return` with an element, in parentheses where it does not fit on the line. */
export function returnElement(content: Doc): Doc {
  return ['return ', inParentheses(content), ';'];
}

/** An element where a value stands. */
export function inParentheses(content: Doc): Doc {
  return group([ifBroken('('), indent([softLine, content]), softLine, ifBroken(')')]);
}

/** `const { fields } = …;` */
export function takeFields(resource: string): Doc {
  return headed('const { fields } =', [resource, ';']);
}
