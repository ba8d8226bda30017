import { toElementTree, type Element, type List, type Segment } from './element-tree.ts';
import type { FileMerge, Range, Sides } from './file-merge.ts';
import { planList, type Entry } from './plan-list.ts';
import { createResultWriter, type ResultWriter } from './result.ts';
import { restyleTheirs } from './restyle.ts';
import type { Syntax } from './syntax.ts';
import { fitTrail, listStyle, type ListStyle } from './list-style.ts';

/** How far the merge of trees goes. */
export interface ElementMergeOptions {
  /** Unite what both sides add at the same place of a list whose order does not matter. */
  readonly additive: boolean;
  /** Whether an element that both sides added under one name is joined from the pieces of both. */
  readonly joinsAdded: (element: Element) => boolean;
  /** Where ours stays without a conflict, by the names of the elements from the root. */
  readonly keepsOurs?: (path: readonly string[]) => boolean;
}

interface Merge {
  readonly options: ElementMergeOptions;
  readonly syntax: Sides<Syntax>;
  readonly writer: ResultWriter;
}

/**
 * Three-way merge of syntax trees, list by list and element by element. What neither side changed in meaning keeps the
 * bytes of ours where ours changed them. Undefined when the result does not say what was merged.
 */
export function mergeElements(
  parsed: Sides<Syntax>,
  parse: (text: string) => Syntax | undefined,
  options: ElementMergeOptions,
): FileMerge | undefined {
  const syntax = { ...parsed, theirs: parse(restyleTheirs(parsed)) ?? parsed.theirs };
  const sides = { base: syntax.base.text, ours: syntax.ours.text, theirs: syntax.theirs.text };
  const merge = { options, syntax, writer: createResultWriter(sides) };
  const trees = {
    base: toElementTree(syntax.base),
    ours: toElementTree(syntax.ours),
    theirs: toElementTree(syntax.theirs),
  };
  const key = writeList(merge, [], trees);
  const result = merge.writer.finish();
  const written = parse(result.text);
  return written !== undefined && toElementTree(written).key === key ? result : undefined;
}

type Side = keyof Sides<unknown>;

function slice(merge: Merge, side: Side, { start, end }: Range): string {
  return merge.syntax[side].text.slice(start, end);
}

/** Where neither side changed the meaning: the bytes of ours if ours changed them. */
function writeUnchanged(merge: Merge, ranges: Sides<Range>): void {
  const ours = slice(merge, 'ours', ranges.ours);
  merge.writer.add(ours === slice(merge, 'base', ranges.base) ? slice(merge, 'theirs', ranges.theirs) : ours);
}

function keepOurs(merge: Merge, path: readonly string[], ranges: Sides<Range>): void {
  const text = slice(merge, 'ours', ranges.ours);
  if (merge.options.keepsOurs?.(path) === true) merge.writer.add(text);
  else merge.writer.addConflict(ranges, text);
}

interface Keyed extends Range {
  readonly key: string;
}

/** Merges stretches as a whole. Gives the key of what was written. */
function writeWhole(merge: Merge, path: readonly string[], stretches: Sides<Keyed>): string {
  const { base, ours, theirs } = stretches;
  if (ours.key === base.key && theirs.key === base.key) writeUnchanged(merge, stretches);
  else if (ours.key === base.key) merge.writer.add(slice(merge, 'theirs', theirs));
  else if (theirs.key === base.key || theirs.key === ours.key) merge.writer.add(slice(merge, 'ours', ours));
  else keepOurs(merge, path, stretches);
  return ours.key === base.key ? theirs.key : ours.key;
}

function writeParts(merge: Merge, path: readonly string[], parts: Sides<readonly (Segment | List)[]>): string {
  const keys = parts.ours.map((ours, index) => {
    const [base, theirs] = [parts.base[index], parts.theirs[index]];
    if (base === undefined || theirs === undefined) return '';
    return base.kind === 'list' && ours.kind === 'list' && theirs.kind === 'list'
      ? writeList(merge, path, { base, ours, theirs })
      : writeWhole(merge, path, { base, ours, theirs });
  });
  return keys.join(' ');
}

/** Whether the elements have the same stretches and lists, so that they merge piece by piece. */
function isAlike({ base, ours, theirs }: Sides<readonly (Segment | List)[]>): boolean {
  const shapeOf = (parts: readonly (Segment | List)[]): string =>
    parts.map((part) => (part.kind === 'list' ? part.shape.kind : '-')).join();
  return shapeOf(base) === shapeOf(ours) && shapeOf(theirs) === shapeOf(ours);
}

function coreOf(item: Element): Keyed {
  const key = item.parts.map((part) => part.key).join(' ');
  return { start: item.lead.end, end: item.trail.start, key };
}

function writeList(merge: Merge, path: readonly string[], lists: Sides<List>): string {
  const { base, ours, theirs } = lists;
  if (ours.key === base.key && slice(merge, 'ours', ours) === slice(merge, 'base', base))
    return writeWhole(merge, path, lists);
  if (ours.shape.separator === '|') return writeUnion(merge, path, lists);
  const isAdditive = merge.options.additive && ours.shape.isAdditive;
  const entries = planList(lists, { isAdditive });
  const style = listStyle(merge.syntax, lists);
  const host = lists[style.host];
  merge.writer.add(slice(merge, style.host, { start: host.start, end: host.openEnd }));
  const written = entries.filter((entry) => entry.kind !== 'conflict' || entry.items.ours.length > 0);
  const last = written.at(-1);
  const ends = { base: base.openEnd, ours: ours.openEnd, theirs: theirs.openEnd };
  const keys: string[] = [];
  for (const entry of entries) {
    const place = { style, isFirst: entry === written[0], isLast: entry === last, ends };
    keys.push(...writeEntry(merge, path, entry, place));
  }
  const tail = { base: base.tail, ours: ours.tail, theirs: theirs.tail };
  const isPlain = ours.tail.key === base.tail.key && theirs.tail.key === base.tail.key;
  if (isPlain) merge.writer.add(slice(merge, style.host, host.tail));
  const tailKey = isPlain ? ours.tail.key : writeWhole(merge, path, tail);
  return `${ours.shape.kind}(${keys.join('\u0001')})${tailKey}`;
}

interface Place {
  readonly style: ListStyle;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Where the elements written so far end on each side; moves on. */
  readonly ends: Record<Side, number>;
}

function writeEntry(merge: Merge, path: readonly string[], entry: Entry, place: Place): readonly string[] {
  switch (entry.kind) {
    case 'take':
      place.ends[entry.side] = entry.item.end;
      return [writeItem(merge, entry, place)];
    case 'merge':
      Object.assign(place.ends, { ours: entry.ours.end, theirs: entry.theirs.end });
      if (entry.base !== undefined) place.ends.base = entry.base.end;
      return [writeMerged(merge, [...path, entry.ours.identity], entry, place)];
    case 'conflict':
      return writeConflict(merge, path, entry.items, place);
  }
}

/** An element of one side, fitted into the list. */
function writeItem(
  merge: Merge,
  { side, item }: { readonly side: Side; readonly item: Element },
  place: Place,
): string {
  const text = merge.syntax[side].text;
  const fitted = fitTrail(text, item, { style: place.style, side, isFirst: place.isFirst, isLast: place.isLast });
  merge.writer.add(fitted.lead + slice(merge, side, coreOf(item)) + fitted.trail);
  return item.key;
}

function writeMerged(merge: Merge, path: readonly string[], entry: Entry & { kind: 'merge' }, place: Place): string {
  const { ours, theirs } = entry;
  const base = entry.base ?? emptied(ours, place.ends.base);
  const lead = { base: base.lead, ours: ours.lead, theirs: theirs.lead };
  const parts = { base: base.parts, ours: ours.parts, theirs: theirs.parts };
  const fit = (side: Side, item: Element) =>
    fitTrail(merge.syntax[side].text, item, { style: place.style, side, isFirst: place.isFirst, isLast: place.isLast });
  const isFitted = lead.base.key === lead.ours.key && lead.theirs.key === lead.ours.key && lead.ours.key === '';
  const spaceSide = place.style.host === 'theirs' ? 'theirs' : 'ours';
  const leadKey = isFitted ? '' : writeWhole(merge, path, lead);
  if (isFitted) merge.writer.add(fit(spaceSide, spaceSide === 'ours' ? ours : theirs).lead);
  const isByParts = isAlike(parts) && (entry.base !== undefined || merge.options.joinsAdded(ours));
  const coreKey = isByParts
    ? writeParts(merge, path, parts)
    : writeWhole(merge, path, { base: coreOf(base), ours: coreOf(ours), theirs: coreOf(theirs) });
  const trailSide = ours.trail.key === base.trail.key && ours.trail.key !== theirs.trail.key ? 'theirs' : spaceSide;
  const trailItem = trailSide === 'theirs' && ours.trail.key === base.trail.key ? theirs : ours;
  merge.writer.add(fit(trailItem === theirs ? 'theirs' : 'ours', trailItem).trail);
  return `${leadKey}\u0002${coreKey}\u0002${trailItem.trail.key}`;
}

/** Stands for the base of an element that both sides added: the same pieces, and nothing in them. */
function emptied(item: Element, at: number): Element {
  const nowhere: Segment = { kind: 'segment', start: at, end: at, key: '\u0003' };
  const empty = (part: Segment | List): Segment | List =>
    part.kind === 'list'
      ? { ...part, start: at, end: at, openEnd: at, items: [], tail: nowhere, key: nowhere.key }
      : nowhere;
  const bare = { ...nowhere, key: '' };
  return { ...item, start: at, end: at, parts: item.parts.map(empty), lead: bare, trail: bare };
}

function writeConflict(
  merge: Merge,
  path: readonly string[],
  items: Sides<readonly Element[]>,
  place: Place,
): readonly string[] {
  const rangeOf = (side: Side): Range => {
    const [first, last] = [items[side][0], items[side].at(-1)];
    const start = first?.start ?? place.ends[side];
    const end = last?.end ?? start;
    place.ends[side] = end;
    return { start, end };
  };
  const ranges = { base: rangeOf('base'), ours: rangeOf('ours'), theirs: rangeOf('theirs') };
  const text = items.ours
    .map((item, index) => {
      const isLast = place.isLast && index === items.ours.length - 1;
      const isFirst = place.isFirst && index === 0;
      const fitted = fitTrail(merge.syntax.ours.text, item, { style: place.style, side: 'ours', isFirst, isLast });
      return fitted.lead + slice(merge, 'ours', coreOf(item)) + fitted.trail;
    })
    .join('');
  const named = [...path, (items.ours[0] ?? items.theirs[0])?.identity ?? ''];
  if (merge.options.keepsOurs?.(named) === true) merge.writer.add(text);
  else merge.writer.addConflict(ranges, text);
  return items.ours.map((item) => item.key);
}

/** The types of a union, each side's where it has them, laid out as the host lays them out. */
function writeUnion(merge: Merge, path: readonly string[], lists: Sides<List>): string {
  const entries = planList(lists, { isAdditive: merge.options.additive });
  if (entries.some((entry) => entry.kind === 'conflict') || isOneSided(lists)) return writeWhole(merge, path, lists);
  const style = listStyle(merge.syntax, lists);
  const host = slice(merge, style.host, lists[style.host]);
  const between = /\s*\|\s*/u.exec(host.replace(/^\|\s*/u, ''))?.[0] ?? ' | ';
  if (host.startsWith('|')) merge.writer.add('| ');
  const keys = entries.map((entry, index) => {
    if (index > 0) merge.writer.add(between);
    if (entry.kind === 'conflict') return '';
    const [side, item] = entry.kind === 'take' ? [entry.side, entry.item] : (['ours', entry.ours] as const);
    merge.writer.add(slice(merge, side, coreOf(item)));
    return item.key;
  });
  return `${lists.ours.shape.kind}(${keys.join('\u0001')})${lists.ours.tail.key}`;
}

function isOneSided({ base, ours, theirs }: Sides<List>): boolean {
  return ours.key === base.key || theirs.key === base.key || ours.key === theirs.key;
}
