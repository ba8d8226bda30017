/** One record as the API answers it. */
export type DataRecord = Readonly<Record<string, unknown>>;
export type RecordId = string | number;
/** A condition on records, as the API's `where` takes it. */
export type Where = Readonly<Record<string, unknown>>;

export interface Page {
  readonly items: readonly DataRecord[];
  /** How many records there are on all pages. */
  readonly total: number;
  readonly nextCursor: string | null;
}

/** The most records that the API answers at once. */
export const MAX_TAKE = 100;

export interface ListQuery {
  readonly where?: Where | undefined;
  /** Such as `createdAt:desc,number:asc`. */
  readonly orderBy?: string | undefined;
  readonly skip?: number;
  readonly take?: number;
  /** Excludes `skip`. */
  readonly cursor?: string | undefined;
  /** The properties to answer; all when left out. */
  readonly select?: readonly string[];
}

/** The query as the part of an address that starts with `?`; empty for no query. */
export function toQueryString(query: ListQuery): string {
  const { where, orderBy, skip, take, cursor, select } = query;
  const parameters = new URLSearchParams();
  if (where) parameters.set("where", JSON.stringify(where));
  if (orderBy) parameters.set("orderBy", orderBy);
  if (skip) parameters.set("skip", String(skip));
  if (take) parameters.set("take", String(take));
  if (cursor) parameters.set("cursor", cursor);
  if (select) parameters.set("select", select.join(","));
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

/** One condition that asks for all of the given ones; none when there are none. */
export function allOf(conditions: readonly Where[]): Where | undefined {
  return conditions.length > 1 ? { AND: conditions } : conditions[0];
}
