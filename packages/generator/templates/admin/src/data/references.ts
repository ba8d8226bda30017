import type { Api } from "./api.js";
import { MAX_TAKE, type DataRecord, type RecordId } from "./list-query.js";

/** What has to be read to name a record of another entity. */
export interface ReferenceTarget {
  readonly route: string;
  readonly idField: string;
  readonly select: readonly string[];
}

/** Reads a record for its title; `undefined` when there is none. */
export type LoadReference = (
  target: ReferenceTarget,
  id: RecordId,
) => Promise<DataRecord | undefined>;

interface Waiting {
  readonly target: ReferenceTarget;
  readonly id: RecordId;
  readonly resolve: (record: DataRecord | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Collects what is asked for in one moment and reads it with one request per entity. */
export function createReferenceLoader(api: Pick<Api, "list">): LoadReference {
  let waiting: Waiting[] = [];
  const flush = () => {
    const groups = groupByRoute(waiting);
    waiting = [];
    for (const group of groups) {
      for (let start = 0; start < group.length; start += MAX_TAKE) {
        void readTogether(api, group.slice(start, start + MAX_TAKE));
      }
    }
  };
  return (target, id) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(flush);
      waiting.push({ target, id, resolve, reject });
    });
}

function groupByRoute(all: readonly Waiting[]): Iterable<Waiting[]> {
  const groups = new Map<string, Waiting[]>();
  for (const one of all) {
    const group = groups.get(one.target.route);
    if (group) group.push(one);
    else groups.set(one.target.route, [one]);
  }
  return groups.values();
}

async function readTogether(
  api: Pick<Api, "list">,
  group: readonly Waiting[],
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { route, idField, select } = first.target;
  try {
    const ids = [...new Set(group.map(({ id }) => id))];
    const where = { [idField]: { in: ids } };
    const page = await api.list(route, { where, select, take: MAX_TAKE });
    const records = new Map(page.items.map((item) => [item[idField], item]));
    for (const { id, resolve } of group) resolve(records.get(id));
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
