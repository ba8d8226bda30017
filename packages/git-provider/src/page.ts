export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give it back, with the same query, to get the next page; undefined at the end. */
  readonly nextCursor: string | undefined;
}

/** Which part of a list is asked for. */
export interface PageQuery {
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
}
