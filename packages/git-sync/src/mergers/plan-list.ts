import { diffSequences } from './diff.ts';
import type { Element, List } from './element-tree.ts';
import type { Sides } from './file-merge.ts';
import { toRegions, type Region } from './regions.ts';

/** What becomes of one place in a merged list. */
export type Entry =
  /** The element of each side that has it, to be merged. At least ours or theirs is there, and both when base is not. */
  | { readonly kind: 'merge'; readonly base: Element | undefined; readonly ours: Element; readonly theirs: Element }
  /** One side's element as it is. */
  | { readonly kind: 'take'; readonly side: 'ours' | 'theirs'; readonly item: Element }
  /** Elements that do not merge; ours stay. */
  | { readonly kind: 'conflict'; readonly items: Sides<readonly Element[]> };

export interface PlanOptions {
  /** Unite what both sides add at the same place. */
  readonly isAdditive: boolean;
}

/** What the list becomes, in order, or undefined when the sides ordered it too differently. */
export function planList(lists: Sides<List>, options: PlanOptions): readonly Entry[] {
  const { base } = lists;
  const isSet = base.shape.isSet === true;
  const adopts = options.isAdditive && !isSet;
  const items = {
    base: base.items,
    ours: adopts ? adoptIdentities(base.items, lists.ours.items) : lists.ours.items,
    theirs: adopts ? adoptIdentities(base.items, lists.theirs.items) : lists.theirs.items,
  };
  const named = { base: byIdentity(items.base), ours: byIdentity(items.ours), theirs: byIdentity(items.theirs) };
  const regions = toRegions({
    base: [...named.base.keys()],
    ours: [...named.ours.keys()],
    theirs: [...named.theirs.keys()],
  });
  const entries = regions.flatMap((region) => planRegion({ items, named, region, isSet }, options));
  return withoutRepetition(entries);
}

function byIdentity(items: readonly Element[]): ReadonlyMap<string, Element> {
  return new Map(items.map((item) => [item.identity, item]));
}

/** An element known by its content only that a side rewrote keeps the identity that it has in base. */
function adoptIdentities(base: readonly Element[], side: readonly Element[]): readonly Element[] {
  const [before, after] = [byIdentity(base), byIdentity(side)];
  const adopted = new Map<Element, string>();
  for (const edit of diffSequences([...before.keys()], [...after.keys()])) {
    const isNew = (known: ReadonlyMap<string, Element>) => (item: Element) =>
      item.identity.startsWith('= ') && !known.has(item.identity);
    const old = base.slice(edit.aStart, edit.aEnd).filter(isNew(after));
    const fresh = side.slice(edit.bStart, edit.bEnd).filter(isNew(before));
    if (old.length !== fresh.length) continue;
    for (const [index, item] of fresh.entries()) adopted.set(item, old[index]?.identity ?? item.identity);
  }
  return side.map((item) => ({ ...item, identity: adopted.get(item) ?? item.identity }));
}

interface Context {
  readonly items: Sides<readonly Element[]>;
  readonly named: Sides<ReadonlyMap<string, Element>>;
  readonly region: Region;
  readonly isSet: boolean;
}

function planRegion(context: Context, options: PlanOptions): readonly Entry[] {
  const slices = slicesOf(context);
  switch (context.region.kind) {
    case 'stable':
    case 'ours':
    case 'same':
      return [...slices.ours.flatMap((item) => planItem(context, item)), ...removals(context, slices.base)];
    case 'theirs':
      if (isRewritten(context, slices)) return pair(slices);
      return [...slices.theirs.flatMap((item) => planItem(context, item)), ...removals(context, slices.base)];
    case 'conflict':
      if (options.isAdditive && (context.isSet || isUnitable(slices))) return unite(context, slices);
      return planConflict(slices);
  }
}

function slicesOf({ items, region }: Context): Sides<readonly Element[]> {
  return {
    base: items.base.slice(region.base.start, region.base.end),
    ours: items.ours.slice(region.ours.start, region.ours.end),
    theirs: items.theirs.slice(region.theirs.start, region.theirs.end),
  };
}

/** An element that one side has at this place, wherever the others have it. */
function planItem({ named }: Context, { identity }: Element): readonly Entry[] {
  const base = named.base.get(identity);
  const ours = named.ours.get(identity);
  const theirs = named.theirs.get(identity);
  if (ours !== undefined && theirs !== undefined) return [{ kind: 'merge', base, ours, theirs }];
  if (base !== undefined) return planRemoved(base, ours, theirs);
  if (ours !== undefined) return [{ kind: 'take', side: 'ours', item: ours }];
  return theirs === undefined ? [] : [{ kind: 'take', side: 'theirs', item: theirs }];
}

/** One side removed it: gone, unless the other side changed it. */
function planRemoved(base: Element, ours: Element | undefined, theirs: Element | undefined): readonly Entry[] {
  const left = ours ?? theirs;
  if (left === undefined || left.key === base.key) return [];
  const items = {
    base: [base],
    ours: ours === undefined ? [] : [ours],
    theirs: theirs === undefined ? [] : [theirs],
  };
  return [{ kind: 'conflict', items }];
}

/** What this region's base loses on one side may have changed on the other. */
function removals({ named }: Context, base: readonly Element[]): readonly Entry[] {
  return base.flatMap((item) => {
    const [ours, theirs] = [named.ours.get(item.identity), named.theirs.get(item.identity)];
    return ours !== undefined && theirs !== undefined ? [] : planRemoved(item, ours, theirs);
  });
}

/** Both sides may add and remove, but not both replace the same. */
function isUnitable({ base, ours, theirs }: Sides<readonly Element[]>): boolean {
  const [inOurs, inTheirs] = [byIdentity(ours), byIdentity(theirs)];
  return base.every((item) => inOurs.has(item.identity) || inTheirs.has(item.identity));
}

/** Ours in their order; theirs' additions behind the element that they follow, after ours there. */
function unite(context: Context, slices: Sides<readonly Element[]>): readonly Entry[] {
  const { named } = context;
  const order = slices.ours.map((item) => item.identity);
  const isBeside = (identity: string | undefined): boolean => identity !== undefined && !named.theirs.has(identity);
  let at = 0;
  while (isBeside(order[at])) at += 1;
  for (const { identity } of slices.theirs) {
    const known = order.indexOf(identity);
    if (known === -1) order.splice(at, 0, identity);
    at = (known === -1 ? at : known) + 1;
    while (isBeside(order[at])) at += 1;
  }
  const find = (identity: string) => named.ours.get(identity) ?? named.theirs.get(identity);
  return order.flatMap((identity) => {
    const item = find(identity);
    return item === undefined ? [] : planItem(context, item);
  });
}

/** One rewritten element on each side is taken to be the same one. */
function planConflict(slices: Sides<readonly Element[]>): readonly Entry[] {
  const isSingle = slices.base.length === 1 && slices.ours.length === 1 && slices.theirs.length === 1;
  return isSingle ? pair(slices) : [{ kind: 'conflict', items: slices }];
}

/** Whether the generator put as many new elements in the place of elements that are known by their content only. */
function isRewritten({ named }: Context, { base, ours, theirs }: Sides<readonly Element[]>): boolean {
  const isGone = ({ identity }: Element) => identity.startsWith('= ') && !named.theirs.has(identity);
  const isNew = ({ identity }: Element) =>
    identity.startsWith('= ') && !named.base.has(identity) && !named.ours.has(identity);
  return base.length === theirs.length && base.length === ours.length && base.every(isGone) && theirs.every(isNew);
}

function pair({ base, ours, theirs }: Sides<readonly Element[]>): readonly Entry[] {
  return base.flatMap((item, index) => {
    const [mine, other] = [ours[index], theirs[index]];
    return mine === undefined || other === undefined ? [] : [{ kind: 'merge', base: item, ours: mine, theirs: other }];
  });
}

/** An element that both sides moved, or added at different places, stands at its first place only. */
function withoutRepetition(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  return entries.filter((entry) => {
    const items = entry.kind === 'take' ? [entry.item] : entry.kind === 'merge' ? [entry.ours] : [];
    const fresh = items.every((item) => !seen.has(item.identity));
    for (const item of items) seen.add(item.identity);
    if (entry.kind === 'conflict') {
      const first = [...entry.items.base, ...entry.items.ours, ...entry.items.theirs][0];
      const name = `conflict ${first?.identity ?? ''}`;
      if (seen.has(name)) return false;
      seen.add(name);
    }
    return fresh;
  });
}
