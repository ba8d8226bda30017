import { numberField, type NumberOptions } from "./number-input.js";

export interface DecimalOptions extends NumberOptions {
  /** How many digits there may be altogether. */
  readonly precision: number;
  /** How many of them stand after the point. */
  readonly scale: number;
}

/** A decimal number that is kept digit by digit, such as an amount of money. */
export function decimalField(options: DecimalOptions) {
  return numberField(options, {
    validate: (text) => validateDecimal(text, options),
    toValue: (text) => text,
    format: decimalFormat(options.scale),
  });
}

/** The most decimal places that every browser's formatter takes. */
const MOST_PLACES = 20;

function decimalFormat(scale: number): (value: unknown) => string {
  if (scale > MOST_PLACES) return String;
  const { format } = new Intl.NumberFormat(undefined, {
    minimumFractionDigits: scale,
    maximumFractionDigits: scale,
  });
  // It takes the digits of a text as they are.
  return (value) => format(String(value) as `${number}`);
}

export function validateDecimal(
  text: string,
  { precision, scale }: Pick<DecimalOptions, "precision" | "scale">,
): string | undefined {
  const match = /^-?0*(\d*)(?:\.(\d+))?$/u.exec(text);
  if (match === null || !/\d/u.test(text)) {
    return "This is no number. Write it like 1234.5.";
  }
  const [, whole = "", places = ""] = match;
  if (places.length > scale) {
    return scale === 0
      ? "No decimal places."
      : `At most ${scale} decimal places.`;
  }
  return whole.length > precision - scale
    ? `At most ${precision - scale} digits before the point.`
    : undefined;
}
