import type { Sides } from './file-merge.ts';
import { childrenOf, findParser, nodeIn, nodesIn, type SyntaxNode } from './syntax.ts';

/**
 * A test for merged texts of a file: whether they parse, given that all three inputs do. JSON without comments must stay
 * so, and no key may become double. Where an input does not parse, or the language is none that we parse, every text
 * passes.
 */
export function createParseTest(
  path: string,
  { base, ours, theirs }: Sides<string>,
  parse = findParser(path),
): (text: string) => boolean {
  if (parse === undefined) return () => true;
  const tests = [
    (text: string) => parse(withoutMark(text)) !== undefined,
    ...(/\.jsonc?$/iu.test(path)
      ? [isStrictJson, (text: string) => hasSingleKeys(parse(withoutMark(text))?.root)]
      : []),
  ];
  const demanded = tests.filter((test) => [base, ours, theirs].every(test));
  return (text) => demanded.every((test) => test(text));
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/u, '');
}

function isStrictJson(text: string): boolean {
  try {
    JSON.parse(withoutMark(text));
    return true;
  } catch {
    return false;
  }
}

function hasSingleKeys(node: SyntaxNode | undefined): boolean {
  if (node === undefined) return false;
  const keys = nodesIn(node, 'properties').map((property) => nodeIn(property, 'key')?.['value']);
  return new Set(keys).size === keys.length && childrenOf(node).every(hasSingleKeys);
}
