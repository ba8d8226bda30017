// #if OptionsFilter RolesFilter
interface ListQuestions {
  has?: string;
  hasSome?: string[];
  hasEvery?: string[];
  isEmpty?: boolean;
}

/** A filter of a list. MySQL keeps lists as JSON, of which Prisma asks in other words. */
export abstract class JsonListFilter {
  /** The same, as conditions of the column. */
  toConditions(name: string): object[] {
    const { has, hasSome, hasEvery, isEmpty } = this as ListQuestions;
    const holds = (items: string[]): object => ({
      [name]: { array_contains: items },
    });
    return [
      ...(has === undefined ? [] : [holds([has])]),
      ...(hasSome === undefined ? [] : [toAlternatives(name, hasSome)]),
      ...(hasEvery === undefined ? [] : [holds(hasEvery)]),
      ...(isEmpty === undefined
        ? []
        : [{ [name]: isEmpty ? { equals: [] } : { not: [] } }]),
    ];
  }
}

/** Prisma takes OR of nothing for no condition; no list is a text. */
function toAlternatives(name: string, items: string[]): object {
  if (items.length === 0) return { [name]: { equals: "" } };
  return { OR: items.map((item) => ({ [name]: { array_contains: [item] } })) };
}

/** A filter as Prisma takes it: what is asked of lists stands beside the other conditions. */
export function toConditions(where: object): object {
  const entries: [string, unknown][] = Object.entries(where);
  const lists = entries.flatMap(([name, value]) =>
    value instanceof JsonListFilter ? value.toConditions(name) : [],
  );
  const others = Object.fromEntries(
    entries
      .filter(([, value]) => !(value instanceof JsonListFilter))
      .map(([name, value]) => [name, convert(value)]),
  );
  return lists.length === 0 ? others : { AND: [others, ...lists] };
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  const isFilter =
    typeof value === "object" && value !== null && !(value instanceof Date);
  return isFilter ? toConditions(value) : value;
}
// #else
/** A filter as Prisma takes it: no entity has a list that can be asked for, so that each is one. */
export function toConditions(where: object): object {
  return where;
}
// #end
