import { BadRequestException } from "@nestjs/common";
import { parseId, type IdKind } from "./ids.js";
import type { Order, Page, PageQuery } from "./list-query.js";

/** A list that somebody asks for. */
export interface ListRequest<Where> extends PageQuery {
  where?: Where;
  /** Each by one property, the first one first. */
  orderBy?: object[];
}

type Id = string | number;

/** Where the records of a list come from. */
interface Source<Key extends Id, Row, Item> {
  /** Ends every order, so that pages neither overlap nor leave a record out. */
  id: { name: string; kind: IdKind };
  defaultOrder: Order[];
  idOf: (row: Row) => Key;
  find: (page: FindArgs) => Promise<Row[]>;
  count: () => Promise<number>;
  /** How many records have this id. */
  exists: (id: Key) => Promise<number>;
  toItem: (row: Row) => Item;
}

interface FindArgs {
  skip: number;
  take: number;
  orderBy: Order[];
  cursor?: never;
}

/** One page of a list. A cursor names the last record of the page before. */
export async function findPage<Key extends Id, Row, Item>(
  request: ListRequest<unknown>,
  source: Source<Key, Row, Item>,
): Promise<Page & { items: Item[] }> {
  const { skip, take } = request;
  const cursor = readCursor(request, source.id.kind) as Key | undefined;
  const orderBy = toOrderBy(request.orderBy, source);
  const page =
    cursor === undefined
      ? { skip, take: take + 1, orderBy }
      : // Prisma's pages begin with the record of the cursor.
        {
          skip: 1,
          take: take + 1,
          orderBy,
          cursor: { [source.id.name]: cursor },
        };
  const [rows, total] = await Promise.all([
    // The cursor's shape follows the entity; its name and value were checked.
    source.find(page as FindArgs),
    source.count(),
  ]);
  if (cursor !== undefined && rows.length === 0) {
    await assertThere(cursor, source);
  }
  const shown = rows.slice(0, take);
  const last = rows.length > take ? shown.at(-1) : undefined;
  return {
    items: shown.map(source.toItem),
    total,
    skip,
    take,
    nextCursor: last === undefined ? null : String(source.idOf(last)),
  };
}

function readCursor(
  { cursor, skip }: ListRequest<unknown>,
  kind: IdKind,
): Id | undefined {
  if (cursor === undefined) return undefined;
  if (skip > 0) throw new BadRequestException("Use skip or cursor, not both.");
  const id = parseId(kind, cursor);
  if (id === undefined) throw new BadRequestException("cursor is not valid.");
  return id;
}

async function assertThere<Key extends Id>(
  cursor: Key,
  source: Pick<Source<Key, never, never>, "exists">,
): Promise<void> {
  if ((await source.exists(cursor)) > 0) return;
  throw new BadRequestException(
    "The record of this cursor is gone: begin with the first page.",
  );
}

function toOrderBy(
  orderBy: object[] = [],
  source: Pick<Source<never, never, never>, "id" | "defaultOrder">,
): Order[] {
  const wanted = orderBy.length === 0 ? source.defaultOrder : orderBy;
  return [...(wanted as Order[]), { [source.id.name]: "asc" }];
}
