import { ValidateBy, type ValidationOptions } from "class-validator";
import { Prisma } from "../../prisma/client/client.js";

/** The decimal numbers that a property may hold. */
export interface DecimalRange {
  precision: number;
  scale: number;
  minimum?: string;
  maximum?: string;
}

/** Checks a decimal number. */
export function IsDecimal(
  range: DecimalRange,
  options?: ValidationOptions,
): PropertyDecorator {
  return ValidateBy(
    {
      name: "isDecimal",
      validator: {
        validate: (value) => isDecimal(value, range),
        defaultMessage: (args) =>
          `${args?.property} must be ${describe(range)}`,
      },
    },
    options,
  );
}

function isDecimal(value: unknown, options: DecimalRange): boolean {
  if (typeof value !== "string" || !/^-?\d{1,70}(\.\d{1,40})?$/.test(value)) {
    return false;
  }
  const { precision, scale, minimum, maximum } = options;
  const decimal = new Prisma.Decimal(value);
  return (
    decimal.decimalPlaces() <= scale &&
    decimal.abs().lt(`1e${precision - scale}`) &&
    (minimum === undefined || decimal.gte(minimum)) &&
    (maximum === undefined || decimal.lte(maximum))
  );
}

/** A range in words. */
export function describe({
  precision,
  scale,
  minimum,
  maximum,
}: DecimalRange): string {
  const digits = `a decimal number of at most ${precision} digits, ${scale} of them after the point`;
  const from = minimum === undefined ? "" : `, at least ${minimum}`;
  const to = maximum === undefined ? "" : `, at most ${maximum}`;
  return digits + from + to;
}
