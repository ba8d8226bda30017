import { findListShape, firstTokenAt, rootShape, type ListShape } from './list-shape.ts';
import { findIdentity } from './identity.ts';
import { canonicalKey } from './canonical-key.ts';
import { childrenOf, nodesIn, type Syntax, type SyntaxNode } from './syntax.ts';

/** A stretch of tokens that holds no list; `key` is equal for stretches that mean the same. */
export interface Segment {
  readonly kind: 'segment';
  readonly start: number;
  readonly end: number;
  readonly key: string;
}

/** One element of a list, with the comments above it and behind it. `start` to `end` of the elements have no gaps. */
export interface Element {
  /** Unique in its list. */
  readonly identity: string;
  readonly start: number;
  readonly end: number;
  /** White space and comments above it. */
  readonly lead: Segment;
  readonly parts: readonly (Segment | List)[];
  /** Offset of the separator behind it. */
  readonly separatorAt: number | undefined;
  /** Separator, comments and line end behind it. */
  readonly trail: Segment;
  readonly key: string;
}

/** A list with its brackets. */
export interface List {
  readonly kind: 'list';
  readonly shape: ListShape;
  readonly start: number;
  readonly end: number;
  /** Where the first element starts: behind the bracket and its line end. */
  readonly openEnd: number;
  readonly items: readonly Element[];
  /** From the last element to the end of the closing bracket. */
  readonly tail: Segment;
  readonly key: string;
}

/** The file as a tree of lists. The slices of one list are the whole of its text. */
export function toElementTree(syntax: Syntax): List {
  return toList(syntax, rootShape(syntax)) ?? emptyRoot(syntax);
}

/** A file that we cannot cut into statements is one stretch. */
function emptyRoot(syntax: Syntax): List {
  const tail = toSegment(syntax, 0, syntax.text.length);
  const shape = { ...rootShape(syntax), items: [] };
  return { kind: 'list', shape, start: 0, end: tail.end, openEnd: 0, items: [], tail, key: tail.key };
}

function toSegment(syntax: Syntax, start: number, end: number): Segment {
  return { kind: 'segment', start, end, key: canonicalKey(syntax, start, end) };
}

/** Undefined when there is more between the elements than separators and comments. */
function toList(syntax: Syntax, shape: ListShape): List | undefined {
  const openEnd = Math.min(lineEndBehind(syntax.text, shape.openEnd) ?? shape.openEnd, shape.close);
  const items: Element[] = [];
  const seen = new Map<string, number>();
  let at = openEnd;
  for (const [index, node] of shape.items.entries()) {
    const next = shape.items[index + 1];
    const element = toElement(syntax, shape, {
      node,
      start: at,
      next: next === undefined ? shape.close : startOf(next),
    });
    if (element === undefined) return undefined;
    const count = seen.get(element.identity) ?? 0;
    seen.set(element.identity, count + 1);
    items.push(count === 0 ? element : { ...element, identity: `${element.identity} #${count}` });
    at = element.end;
  }
  const tail = toSegment(syntax, at, shape.end);
  const key = `${shape.kind}(${items.map((item) => item.key).join('\u0001')})${tail.key}`;
  return { kind: 'list', shape, start: shape.start, end: shape.end, openEnd, items, tail, key };
}

function startOf(node: SyntaxNode): number {
  return Math.min(node.start, ...nodesIn(node, 'decorators').map((decorator) => decorator.start));
}

interface Place {
  readonly node: SyntaxNode;
  /** Where the element before ends. */
  readonly start: number;
  /** Where the next element or the closer starts. */
  readonly next: number;
}

function toElement(syntax: Syntax, shape: ListShape, { node, start, next }: Place): Element | undefined {
  const between = syntax.tokens
    .slice(firstTokenAt(syntax, node.end), firstTokenAt(syntax, next))
    .filter((token) => !token.isComment);
  const semicolons = between.filter((token) => token.key === ';');
  const separators = between.filter((token) => token.key === shape.separator);
  if (between.length !== semicolons.length + separators.length || separators.length > 1) return undefined;
  const coreStart = startOf(node);
  const leading = syntax.tokens.slice(firstTokenAt(syntax, start), firstTokenAt(syntax, coreStart));
  if (leading.some((token) => !token.isComment && !(token.key === '|' && shape.separator === '|'))) return undefined;
  const coreEnd = semicolons.at(-1)?.end ?? node.end;
  const separatorAt = shape.separator === '|' ? undefined : separators[0]?.start;
  const afterCore = shape.separator === '|' ? coreEnd : (separators[0]?.end ?? coreEnd);
  const end = shape.separator === '|' ? coreEnd : elementEnd(syntax, afterCore, next);
  const lead = toComments(syntax, start, coreStart);
  const trail = toComments(syntax, coreEnd, end);
  const parts = toParts(syntax, node, coreStart, coreEnd);
  const core = parts.map((part) => part.key).join(' ');
  const key = `${lead.key}\u0002${core}\u0002${trail.key}`;
  const identity = node === syntax.root ? 'root' : (findIdentity(node) ?? `= ${core}`);
  return { identity, start, end, lead, parts, separatorAt, trail, key };
}

/** Of this stretch only the comments mean something. */
function toComments(syntax: Syntax, start: number, end: number): Segment {
  const tokens = syntax.tokens.slice(firstTokenAt(syntax, start), firstTokenAt(syntax, end));
  const key = tokens.flatMap((token) => (token.isComment ? [token.key] : [])).join(' ');
  return { kind: 'segment', start, end, key };
}

/** The `;` or `,` that ends a statement or member may be missing. */
function stripTerminator(key: string): string {
  return key.replace(/(?: ?[;,])+ ?$/u, '');
}

/** Behind the comments of the same line and the line end; where something else follows there, right here. */
function elementEnd(syntax: Syntax, from: number, next: number): number {
  let at = from;
  for (let index = firstTokenAt(syntax, from); ; index += 1) {
    const lineEnd = lineEndBehind(syntax.text, at);
    if (lineEnd !== undefined) return Math.min(lineEnd, next);
    const token = syntax.tokens[index];
    const isNear = token !== undefined && token.isComment && token.end <= next;
    if (!isNear || syntax.text.slice(at, token.end).includes('\n')) return at === from ? from : at;
    at = token.end;
  }
}

/** Behind the line end, when only white space lies before it. */
function lineEndBehind(text: string, from: number): number | undefined {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at += 1;
  return text[at] === '\n' ? at + 1 : undefined;
}

/** The outermost lists in an element and what lies between them. */
function toParts(syntax: Syntax, node: SyntaxNode, start: number, end: number): readonly (Segment | List)[] {
  const lists: List[] = [];
  collectLists(syntax, node, lists);
  const parts: (Segment | List)[] = [];
  let at = start;
  for (const list of lists.toSorted((a, b) => a.start - b.start)) {
    if (list.start < at) continue;
    parts.push(toSegment(syntax, at, list.start), list);
    at = list.end;
  }
  const last = toSegment(syntax, at, end);
  parts.push({ ...last, key: stripTerminator(last.key) });
  return parts;
}

function collectLists(syntax: Syntax, node: SyntaxNode, lists: List[]): void {
  const shape = findListShape(syntax, node);
  const list = shape === undefined ? undefined : toList(syntax, shape);
  if (list !== undefined) lists.push(list);
  for (const child of childrenOf(node))
    if (list === undefined || child.end <= list.start || child.start >= list.end) collectLists(syntax, child, lists);
}
