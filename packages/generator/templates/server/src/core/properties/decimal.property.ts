import { Transform } from "class-transformer";
import { Prisma } from "../../prisma/client/client.js";
import { describe, IsDecimal, type DecimalRange } from "./is-decimal.js";
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
      checks: [Transform(({ value }) => toText(value)), IsDecimal(options)],
    },
    options,
  );
}

function toText(value: unknown): unknown {
  return typeof value === "number" && Number.isFinite(value)
    ? new Prisma.Decimal(value).toFixed()
    : value;
}
