export type Nested = string | Nested[] | { [name: string]: Nested };

/**
 * Fields as Rails reads them: `a[]=1&a[]=2` is a list, `a[b]=1` an object, `a[][b]=1&a[][c]=2` a list of objects, in
 * which a name that comes again begins the next one. A plain name that comes again is a list, too.
 */
export function parseNested(fields: Iterable<readonly [string, string]>): Record<string, Nested> {
  const root: Record<string, Nested> = {};
  for (const [name, value] of fields) {
    const [first = '', ...rest] = splitName(name);
    put(root, first, rest, value);
  }
  return root;
}

/** The fields of a query or form text. */
export function parseFields(text: string): Record<string, Nested> {
  return parseNested(new URLSearchParams(text));
}

function splitName(name: string): readonly string[] {
  const head = /^[^[]+/.exec(name)?.[0];
  if (head === undefined || !/^(\[[^\]]*\])+$/.test(name.slice(head.length))) return [name];
  return [head, ...[...name.slice(head.length).matchAll(/\[([^\]]*)\]/g)].map(([, inner = '']) => inner)];
}

function put(into: Record<string, Nested>, name: string, path: readonly string[], value: string): void {
  if (['__proto__', 'constructor', 'prototype'].includes(name)) return;
  const [next, ...rest] = path;
  const now = Object.hasOwn(into, name) ? into[name] : undefined;
  if (next === undefined) into[name] = now === undefined ? value : [...[now].flat(), value];
  else if (next === '') {
    const list = Array.isArray(now) ? now : [];
    into[name] = list;
    if (rest[0] === undefined) list.push(value);
    else put(elementFor(list, rest[0]), rest[0], rest.slice(1), value);
  } else {
    const inner = isRecord(now) ? now : {};
    into[name] = inner;
    put(inner, next, rest, value);
  }
}

function elementFor(list: Nested[], name: string): Record<string, Nested> {
  const last = list.at(-1);
  if (isRecord(last) && !Object.hasOwn(last, name)) return last;
  const fresh: Record<string, Nested> = {};
  list.push(fresh);
  return fresh;
}

function isRecord(value: Nested | undefined): value is Record<string, Nested> {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The names and values that `parseNested` would read as this value. */
export function toFields(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => toFields(`${name}[]`, one));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) => toFields(`${name}[${key}]`, one));
  }
  if (typeof value === 'string') return [[name, value]];
  return typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [];
}
