/** Text that knows where it may break; printed by `printDoc` with the rules of prettier and oxfmt. */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly kind: 'group'; readonly content: Doc; readonly broken: boolean }
  | { readonly kind: 'indent'; readonly by: number; readonly content: Doc }
  | { readonly kind: 'line'; readonly flat: '' | ' ' | undefined }
  | { readonly kind: 'if-broken'; readonly text: string }
  | { readonly kind: 'choice'; readonly options: readonly Doc[] };

/** Nothing on one line, a line break in a broken group. */
export const softLine: Doc = { kind: 'line', flat: '' };
/** A space on one line, a line break in a broken group. */
export const line: Doc = { kind: 'line', flat: ' ' };
/** Always a line break; breaks every group around it. */
export const hardLine: Doc = { kind: 'line', flat: undefined };

/** Stays on one line when that fits into the width, else all of its own lines break. */
export function group(content: Doc): Doc {
  return { kind: 'group', content, broken: hasHardLine(content) };
}

/** Lines inside start `by` columns further to the right. */
export function indent(content: Doc, by = 2): Doc {
  return { kind: 'indent', by, content };
}

/** Text that is only there when the group around it is broken. */
export function ifBroken(text: string): Doc {
  return { kind: 'if-broken', text };
}

/** The items with the separator between them. */
export function join(separator: Doc, items: readonly Doc[]): Doc {
  const result: Doc[] = [];
  for (const item of items) {
    if (result.length > 0) result.push(separator);
    result.push(item);
  }
  return result;
}

/** Parameters or arguments: on one line, or one a line with a trailing comma. */
export function parenthesised(items: readonly Doc[]): Doc {
  if (items.length === 0) return '()';
  return group(['(', indent([softLine, join([',', line], items)]), ifBroken(','), softLine, ')']);
}

/** An array literal: on one line, or one item a line with a trailing comma. */
export function arrayOf(items: readonly Doc[]): Doc {
  return group(['[', indent([softLine, join([',', line], items)]), ifBroken(','), softLine, ']']);
}

/** An object literal or a list of named imports: on one line, or one entry a line with a trailing comma. */
export function objectOf(entries: readonly Doc[]): Doc {
  if (entries.length === 0) return '{}';
  return group(['{', indent([line, join([',', line], entries)]), ifBroken(','), line, '}']);
}

/** The first of some layouts that fits up to its first line break; the last one where none does. */
export function choice(...options: readonly Doc[]): Doc {
  return { kind: 'choice', options };
}

/** A call whose last argument is an object: that alone breaks as long as what comes before it fits on its line. */
export function callWithObject(name: string, first: readonly Doc[], entries: readonly Doc[]): Doc {
  if (first.length === 0) return [name, '(', objectOf(entries), ')'];
  const head: Doc = [name, '(', first.map((item): Doc => [item, ', '])];
  return choice(
    [head, objectOf(entries), ')'],
    [head, broken(objectOf(entries)), ')'],
    [name, broken(parenthesised([...first, objectOf(entries)]))],
  );
}

/** A group that breaks although it might fit. */
function broken(doc: Doc): Doc {
  return typeof doc === 'object' && !isList(doc) && doc.kind === 'group' ? { ...doc, broken: true } : doc;
}

/** A head (`const name =`, `key:`) and a call: the arguments break first, and only when the callee does not fit does all of it move down. */
export function headedCall(head: string, callee: string, parameters: readonly Doc[]): Doc {
  const call: Doc = [callee, parenthesised(parameters)];
  return choice(
    [head, ' ', call],
    [head, ' ', callee, broken(parenthesised(parameters))],
    [head, indent([hardLine, call])],
  );
}

/** A head and what follows it, which moves to a line of its own where both do not fit on one. */
export function headed(head: Doc, rest: Doc): Doc {
  return group([head, indent([line, rest])]);
}

/** A head and a call with one object, which breaks first, then the brackets around it; only when the callee does not fit does all of it move down. */
export function headedCallWithObject(head: Doc, callee: Doc, object: Doc): Doc {
  const calls = callsWithObject(callee, object);
  return choice(...calls.map((call): Doc => [head, ' ', call]), [head, indent([hardLine, choice(...calls)])]);
}

/** The ways to break a call with one object, for `choice`. */
export function callsWithObject(callee: Doc, object: Doc): readonly Doc[] {
  return [
    [callee, '(', object, ')'],
    [callee, '(', broken(object), ')'],
    [callee, '(', indent([hardLine, object, ',']), hardLine, ')'],
  ];
}

/** A head and a text of several lines, which moves down as a whole where its first line does not fit behind the head. */
export function headedBlock(head: Doc, block: Doc): Doc {
  return choice([head, ' ', block], [head, indent([hardLine, block])]);
}

/** `condition && value` to be returned: in brackets where it does not fit on one line. */
export function bothOf(condition: string, value: Doc): Doc {
  const both = group([`${condition} &&`, line, value]);
  return group([ifBroken('('), indent([softLine, both]), softLine, ifBroken(')')]);
}

/** True for what prints nothing. */
export function isEmpty(doc: Doc): boolean {
  return doc === '' || (isList(doc) && doc.every(isEmpty));
}

/** Tells a list from the other members (`Array.isArray` does not narrow a readonly array away). */
export function isList(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

function hasHardLine(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (isList(doc)) return doc.some(hasHardLine);
  switch (doc.kind) {
    case 'group':
      return doc.broken;
    case 'indent':
      return hasHardLine(doc.content);
    case 'line':
      return doc.flat === undefined;
    case 'if-broken':
      return false;
    case 'choice':
      return doc.options.every(hasHardLine);
  }
}
