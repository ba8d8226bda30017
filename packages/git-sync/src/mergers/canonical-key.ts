import { firstTokenAt } from './list-shape.ts';
import type { Syntax, Token } from './syntax.ts';

/**
 * The tokens of `[start, end)` in a form that formatters do not change: no white space, no trailing commas, no
 * parentheses around the only parameter of an arrow function, quotes all alike. Comments are part of it.
 */
export function canonicalKey(syntax: Syntax, start: number, end: number): string {
  const tokens = syntax.tokens.slice(firstTokenAt(syntax, start), firstTokenAt(syntax, end));
  const words = tokens.filter((token) => !token.isComment && token.key !== '');
  const dropped = new Set<Token>();
  for (const [index, token] of words.entries()) {
    const [previous, next] = [words[index - 1]?.key, words[index + 1]?.key];
    if (token.key === ',' && isCloser(next) && previous !== ',' && previous !== '[') dropped.add(token);
    const [name, close, arrow] = words.slice(index + 1, index + 4);
    if (token.key === '(' && close?.key === ')' && arrow?.key === '=>' && name !== undefined && isName(name.key))
      dropped.add(token).add(close);
  }
  return tokens.flatMap((token) => (token.key === '' || dropped.has(token) ? [] : [token.key])).join(' ');
}

function isCloser(key: string | undefined): boolean {
  return key === ')' || key === ']' || key === '}' || key === '>';
}

function isName(key: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key);
}
