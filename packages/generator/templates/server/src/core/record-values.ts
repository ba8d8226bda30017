// #if decimals jsons jsonlists
import { Prisma } from "../prisma/client/client.js";
// #end
// #if decimals

/** A decimal as text with all of its decimal places: JSON numbers would lose digits. */
export function toDecimalText<Value extends Prisma.Decimal | null>(
  value: Value,
  scale: number,
): Value extends null ? null : string;
export function toDecimalText(
  value: Prisma.Decimal | null,
  scale: number,
): string | null {
  return value === null ? null : value.toFixed(scale);
}
// #end
// #if longs

/** A 64-bit number as JSON can hold it; the service's own bounds keep it exact. */
export function toNumber<Value extends bigint | null>(
  value: Value,
): Value extends null ? null : number;
export function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
// #end
// #if jsons

/** JSON for an optional column, where null clears it. */
export function toJsonInput(
  value: Prisma.InputJsonValue | null | undefined,
): Prisma.InputJsonValue | typeof Prisma.DbNull | undefined {
  return value === null ? Prisma.DbNull : value;
}
// #end
// #if jsonlists

/** A list, which MySQL keeps as JSON. */
export function toList<Item extends string = string>(
  value: Prisma.JsonValue,
): Item[] {
  return value as Item[];
}
// #end
