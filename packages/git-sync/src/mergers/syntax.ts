import { parse, parseExpression, type ParserPlugin } from '@babel/parser';

/** A node of the parser's tree; what else it holds depends on `type`. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** A token or comment. `key` is the same for tokens that mean the same, and empty for what means nothing. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly isComment: boolean;
  /** A template or JSX text: white space in it is content. */
  readonly isVerbatim: boolean;
}

/** A text that parses. */
export interface Syntax {
  readonly text: string;
  readonly root: SyntaxNode;
  readonly tokens: readonly Token[];
}

/** Parses a text; undefined for one with errors. */
export type Parse = (text: string) => Syntax | undefined;

/** A parser for files of this path, which parses the same text once; undefined: not a language that we parse. */
export function findParser(path: string): Parse | undefined {
  const extension = /\.([a-z]+)$/iu.exec(path)?.[1]?.toLowerCase() ?? '';
  if (extension === 'json' || extension === 'jsonc') return once(parseJson);
  const plugins = PLUGINS.get(extension);
  return plugins === undefined ? undefined : once((text) => parseModule(text, plugins));
}

function once(parseText: Parse): Parse {
  const known = new Map<string, Syntax | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, parseText(text));
    return known.get(text);
  };
}

const COMMON: readonly ParserPlugin[] = ['decorators-legacy', 'decoratorAutoAccessors', 'explicitResourceManagement'];
const TYPES: readonly ParserPlugin[] = [...COMMON, 'typescript'];
const PLUGINS: ReadonlyMap<string, readonly ParserPlugin[]> = new Map([
  ...['ts', 'mts', 'cts'].map((extension): [string, readonly ParserPlugin[]] => [extension, TYPES]),
  ['tsx', [...TYPES, 'jsx']],
  ...['js', 'jsx', 'mjs', 'cjs'].map((extension): [string, readonly ParserPlugin[]] => [extension, [...COMMON, 'jsx']]),
]);

function parseModule(text: string, plugins: readonly ParserPlugin[]): Syntax | undefined {
  return attempt(() => {
    const file = parse(text, {
      sourceType: 'unambiguous',
      tokens: true,
      createParenthesizedExpressions: true,
      plugins: [...plugins],
    });
    return toSyntax(text, file.program, file.tokens);
  });
}

/** JSON is an expression of JavaScript: the same tree serves. */
function parseJson(text: string): Syntax | undefined {
  return attempt(() => {
    const expression = parseExpression(text, { tokens: true, createParenthesizedExpressions: true });
    return isJson(expression) ? toSyntax(text, expression, expression.tokens) : undefined;
  });
}

function attempt(parseText: () => Syntax | undefined): Syntax | undefined {
  try {
    return parseText();
  } catch (error) {
    // A RangeError is the parser's recursion at its end: such a text is too deep for a tree.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function toSyntax(text: string, root: unknown, found: unknown): Syntax | undefined {
  if (!isNode(root) || !Array.isArray(found)) return undefined;
  const tokens = found.filter(isNode).flatMap((token) => toToken(text, token));
  return isTooDeep(tokens) ? undefined : { text, root, tokens };
}

/** The mergers walk the tree by recursion. */
const MOST_BRACKETS = 200;

function isTooDeep(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some(({ key }) => {
    if (/^(?:[([{]|\$\{)$/u.test(key)) depth += 1;
    else if (/^[)\]}]$/u.test(key)) depth -= 1;
    return depth > MOST_BRACKETS;
  });
}

function toToken(text: string, token: SyntaxNode): Token[] {
  const { start, end } = token;
  const raw = text.slice(start, end);
  if (token.type === 'CommentLine' || token.type === 'CommentBlock')
    return [{ start, end, key: raw.replace(/\s+/gu, ' ').trim(), isComment: true, isVerbatim: false }];
  const label = isRecord(token.type) ? token.type['label'] : undefined;
  if (raw === '') return [];
  const isVerbatim = label === 'jsxText' || label === 'template' || raw.includes('\n');
  return [{ start, end, key: keyOf(label, raw, token['value']), isComment: false, isVerbatim }];
}

function keyOf(label: unknown, raw: string, value: unknown): string {
  if (label === 'template') return raw;
  if (label === 'jsxText') return raw.replace(/\s+/gu, ' ').trim();
  return /^['"]/u.test(raw) && typeof value === 'string' ? JSON.stringify(value) : raw;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Whether a value in the parser's output is a node (or a token, which has the same shape). */
export function isNode(value: unknown): value is SyntaxNode {
  return isRecord(value) && typeof value['start'] === 'number' && typeof value['end'] === 'number' && 'type' in value;
}

/** The nodes below a node, in the order of the text. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (const [property, value] of Object.entries(node)) {
    if (NOT_CHILDREN.has(property)) continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children.toSorted((a, b) => a.start - b.start || b.end - a.end);
}

const NOT_CHILDREN = new Set(['loc', 'extra', 'tokens', 'errors', 'comments']);
NOT_CHILDREN.add('leadingComments').add('trailingComments').add('innerComments');

/** The nodes in a property that holds a list of them; empty where there is none. */
export function nodesIn(node: SyntaxNode, property: string): readonly SyntaxNode[] {
  const value = node[property];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The node in a property. */
export function nodeIn(node: SyntaxNode, property: string): SyntaxNode | undefined {
  const value = node[property];
  return isNode(value) ? value : undefined;
}

function isJson(value: unknown): boolean {
  if (!isNode(value)) return false;
  switch (value.type) {
    case 'ObjectExpression':
      return nodesIn(value, 'properties').every(
        (property) =>
          property.type === 'ObjectProperty' &&
          property['shorthand'] !== true &&
          nodeIn(property, 'key')?.type === 'StringLiteral' &&
          isJson(property['value']),
      );
    case 'ArrayExpression':
      return Array.isArray(value['elements']) && value['elements'].every(isJson);
    case 'UnaryExpression':
      return value['operator'] === '-' && nodeIn(value, 'argument')?.type === 'NumericLiteral';
    default:
      return ['StringLiteral', 'NumericLiteral', 'BooleanLiteral', 'NullLiteral'].includes(value.type);
  }
}
