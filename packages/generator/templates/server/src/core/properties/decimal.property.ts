import { Transform } from "class-transformer";
import { Prisma } from "../../prisma/client/client.js";
// #if rest
import { describe, IsDecimal, type DecimalRange } from "./is-decimal.js";
// #else
import { IsDecimal, type DecimalRange } from "./is-decimal.js";
// #end
import { Property, type PropertyOptions } from "./property.js";

/** A decimal number, as text or as a number; it is kept as text, so that no digit is lost. */
export function DecimalProperty(
  options: DecimalRange & PropertyOptions,
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => String,
      // #end
      // #if rest
      api: { type: String, format: "decimal", description: describe(options) },
      // #end
      checks: [ToDecimalText(), IsDecimal(options)],
    },
    options,
  );
}

/** Makes text of a number, or of those in a list. */
export function ToDecimalText(): PropertyDecorator {
  return Transform(({ value }) => toText(value));
}

function toText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toText);
  return typeof value === "number" && Number.isFinite(value)
    ? new Prisma.Decimal(value).toFixed()
    : value;
}
