import type { Element, List } from './element-tree.ts';
import type { Sides } from './file-merge.ts';
import type { Syntax } from './syntax.ts';

/** How the elements of a merged list are laid out. */
export interface ListStyle {
  /** Whose brackets and white space the list has. */
  readonly host: 'ours' | 'theirs';
  readonly separator: string;
  readonly hasLastSeparator: boolean;
  /** Whether each element has its own line, on each side. */
  readonly isLines: Sides<boolean>;
  readonly indent: string;
}

/** The layout of ours if ours changed it against base, else that of theirs. */
export function listStyle(syntax: Sides<Syntax>, lists: Sides<List>): ListStyle {
  const isLines = {
    base: hasLines(syntax.base.text, lists.base),
    ours: hasLines(syntax.ours.text, lists.ours),
    theirs: hasLines(syntax.theirs.text, lists.theirs),
  };
  const isOurs = isLines.ours !== isLines.base || isLines.ours === isLines.theirs;
  const host = isOurs && (lists.ours.items.length > 0 || lists.theirs.items.length === 0) ? 'ours' : 'theirs';
  const list = lists[host];
  const first = list.items[0];
  const lead = first === undefined ? '' : syntax[host].text.slice(first.start, first.lead.end);
  return {
    host,
    separator: list.shape.separator,
    hasLastSeparator: list.items.at(-1)?.separatorAt !== undefined,
    isLines,
    indent: /[ \t]*$/u.exec(lead)?.[0] ?? '',
  };
}

function hasLines(text: string, list: List): boolean {
  if (list.shape.separator === '|') return text.slice(list.start, list.end).includes('\n');
  return list.shape.kind === 'Program' || text.slice(list.start, list.openEnd).includes('\n');
}

/** Where an element goes and where it comes from. */
export interface Placement {
  readonly style: ListStyle;
  readonly side: keyof Sides<unknown>;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** What stands before and behind an element in its new list: white space as the list has it, comments, separator. */
export function fitTrail(
  text: string,
  item: Element,
  place: Placement,
): { readonly lead: string; readonly trail: string } {
  const { style } = place;
  const lines = style.isLines[style.host];
  const lead = text.slice(item.start, item.lead.end);
  const isForeign = style.isLines[place.side] !== lines;
  const trail = withSeparator(text, item, place);
  if (!isForeign || item.lead.key !== '' || item.trail.key !== '')
    return { lead, trail: lines && !trail.includes('\n') && style.separator !== '' ? `${trail.trimEnd()}\n` : trail };
  if (lines) return { lead: style.indent, trail: `${trail.trimEnd()}\n` };
  return { lead: place.isFirst && style.indent === '' ? '' : ' ', trail: trail.trimEnd() };
}

function withSeparator(text: string, item: Element, { style, isLast }: Placement): string {
  const trail = text.slice(item.trail.start, item.trail.end);
  const core = text.slice(item.lead.end, item.trail.start);
  if (style.separator === '') {
    const isOpen = !isLast && !/[;,}]$/u.test(core) && !trail.includes('\n');
    return isOpen ? `;${trail}` : trail;
  }
  const wants = isLast ? style.hasLastSeparator && !core.startsWith('...') : true;
  if (wants === (item.separatorAt !== undefined)) return trail;
  if (item.separatorAt === undefined) return `${style.separator}${trail}`;
  const at = item.separatorAt - item.trail.start;
  return trail.slice(0, at) + trail.slice(at + 1);
}
