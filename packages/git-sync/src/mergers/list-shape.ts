import { findIdentity } from './identity.ts';
import { nodeIn, nodesIn, type Syntax, type SyntaxNode, type Token } from './syntax.ts';

/** Where a list of elements lies in the text: opener, elements, closer. */
export interface ListShape {
  readonly kind: string;
  /** What stands between two elements; empty where each element ends by itself. */
  readonly separator: ',' | '|' | '';
  /** Whether additions of both sides at the same place are united. */
  readonly isAdditive: boolean;
  /** Whether the elements are values without a name, of which both sides may remove the same one and add others. */
  readonly isSet?: boolean;
  readonly start: number;
  /** Behind the opening bracket. */
  readonly openEnd: number;
  /** Before the closing bracket. */
  readonly close: number;
  readonly end: number;
  readonly items: readonly SyntaxNode[];
}

/** The whole file as a list of statements, or for JSON of its one value. */
export function rootShape(syntax: Syntax): ListShape {
  const { root, text } = syntax;
  const openEnd = nodeIn(root, 'interpreter')?.end ?? 0;
  const items = root.type === 'Program' ? [...nodesIn(root, 'directives'), ...nodesIn(root, 'body')] : [root];
  return {
    kind: 'Program',
    separator: '',
    isAdditive: true,
    start: 0,
    openEnd,
    close: text.length,
    end: text.length,
    items,
  };
}

/** The list that a node is, or holds as its one list (specifiers, arguments, parameters). */
export function findListShape(syntax: Syntax, node: SyntaxNode): ListShape | undefined {
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock': {
      const items = [...nodesIn(node, 'directives'), ...nodesIn(node, 'body')];
      return bracketed(syntax, node, { items, separator: '', isAdditive: node.type === 'TSModuleBlock' });
    }
    case 'ClassBody':
    case 'TSInterfaceBody':
      return bracketed(syntax, node, { items: nodesIn(node, 'body'), separator: '', isAdditive: true });
    case 'TSTypeLiteral':
      return bracketed(syntax, node, { items: nodesIn(node, 'members'), separator: '', isAdditive: true });
    case 'ObjectExpression':
    case 'ObjectPattern':
      return bracketed(syntax, node, { items: nodesIn(node, 'properties'), separator: ',', isAdditive: true });
    case 'ArrayExpression':
      return arrayShape(syntax, node);
    case 'TSEnumDeclaration':
      return bracketed(syntax, node, { items: nodesIn(node, 'members'), separator: ',', isAdditive: true });
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
      return specifiersShape(syntax, node);
    case 'TSUnionType':
      return unionShape(syntax, node);
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return argumentsShape(syntax, node);
    case 'ClassMethod':
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSDeclareMethod':
      return parametersShape(syntax, node);
    default:
      return undefined;
  }
}

type Contents = Pick<ListShape, 'items' | 'separator' | 'isAdditive' | 'isSet'>;

/** A list in the braces or square brackets that end the node. */
function bracketed(syntax: Syntax, node: SyntaxNode, contents: Contents): ListShape | undefined {
  const from = nodeIn(node, 'id')?.end ?? node.start;
  const open = syntax.tokens[findToken(syntax, from, (token) => token.key === '{' || token.key === '[')];
  return open === undefined ? undefined : toShape(node.type, open.start, node.end, contents);
}

function toShape(kind: string, start: number, end: number, contents: Contents): ListShape {
  return { kind, start, openEnd: start + 1, close: end - 1, end, ...contents };
}

function arrayShape(syntax: Syntax, node: SyntaxNode): ListShape | undefined {
  const items = nodesIn(node, 'elements');
  const isWhole = Array.isArray(node['elements']) && node['elements'].length === items.length;
  const isJson = syntax.root.type !== 'Program';
  if (isJson && items.some((item) => item.type === 'ArrayExpression' || isNameless(item))) return undefined;
  const isSet = isJson && items.every((item) => item.type !== 'ObjectExpression');
  return isWhole ? bracketed(syntax, node, { items, separator: ',', isAdditive: true, isSet }) : undefined;
}

function isNameless(node: SyntaxNode): boolean {
  return node.type === 'ObjectExpression' && findIdentity(node) === undefined;
}

function specifiersShape(syntax: Syntax, node: SyntaxNode): ListShape | undefined {
  const items = nodesIn(node, 'specifiers').filter(
    ({ type }) => type === 'ImportSpecifier' || type === 'ExportSpecifier',
  );
  if (nodeIn(node, 'declaration') !== undefined) return undefined;
  const open = syntax.tokens[findToken(syntax, node.start, (token) => token.key === '{')];
  const close =
    syntax.tokens[findToken(syntax, items.at(-1)?.end ?? open?.end ?? node.end, (token) => token.key === '}')];
  const before = nodeIn(node, 'source')?.start ?? node.end;
  if (open === undefined || close === undefined || close.end > before) return undefined;
  return toShape('specifiers', open.start, close.end, { items, separator: ',', isAdditive: true });
}

function unionShape(syntax: Syntax, node: SyntaxNode): ListShape | undefined {
  const items = nodesIn(node, 'types');
  const first = findToken(syntax, node.start, () => true);
  const last = findToken(syntax, node.end, () => true);
  const isCommented = syntax.tokens.slice(first, last).some((token) => token.isComment);
  if (isCommented) return undefined;
  const before = syntax.tokens[first - 1];
  const start = before?.key === '|' ? before.start : node.start;
  const { end } = node;
  return { kind: node.type, start, openEnd: start, close: end, end, items, separator: '|', isAdditive: true };
}

function argumentsShape(syntax: Syntax, node: SyntaxNode): ListShape | undefined {
  const typed = nodeIn(node, 'typeParameters') ?? nodeIn(node, 'typeArguments') ?? nodeIn(node, 'callee');
  const open = syntax.tokens[findToken(syntax, typed?.end ?? node.start, (token) => token.key === '(')];
  if (open === undefined || open.end >= node.end || syntax.text[node.end - 1] !== ')') return undefined;
  return toShape('arguments', open.start, node.end, {
    items: nodesIn(node, 'arguments'),
    separator: ',',
    isAdditive: false,
  });
}

function parametersShape(syntax: Syntax, node: SyntaxNode): ListShape | undefined {
  const named = nodeIn(node, 'typeParameters') ?? nodeIn(node, 'key') ?? nodeIn(node, 'id');
  const items = nodesIn(node, 'params');
  const open = syntax.tokens[findToken(syntax, named?.end ?? node.start, (token) => token.key === '(')];
  if (open === undefined) return undefined;
  const close = syntax.tokens[findToken(syntax, items.at(-1)?.end ?? open.end, (token) => token.key === ')')];
  if (close === undefined) return undefined;
  return toShape('parameters', open.start, close.end, { items, separator: ',', isAdditive: false });
}

/** Index of the first token (not a comment) at or behind an offset that passes the test; the number of tokens if none. */
export function findToken(syntax: Syntax, from: number, test: (token: Token) => boolean): number {
  let index = firstTokenAt(syntax, from);
  for (let token = syntax.tokens[index]; token !== undefined; token = syntax.tokens[index]) {
    if (!token.isComment && test(token)) return index;
    index += 1;
  }
  return index;
}

/** Index of the first token or comment that starts at or behind an offset. */
export function firstTokenAt(syntax: Syntax, offset: number): number {
  let [low, high] = [0, syntax.tokens.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if ((syntax.tokens[half]?.start ?? 0) < offset) low = half + 1;
    else high = half;
  }
  return low;
}
