import { numberField, type NumberOptions } from "./number-input.js";

const FORMAT = new Intl.NumberFormat(undefined, { useGrouping: "min2" });

/** A whole number. */
export function wholeNumberField(options: NumberOptions) {
  return numberField(options, {
    validate: validateWholeNumber,
    toValue: Number,
    format: (value) => FORMAT.format(value as number),
  });
}

export function validateWholeNumber(text: string): string | undefined {
  if (!/^-?\d+$/u.test(text)) return "This is no whole number.";
  return Number.isSafeInteger(Number(text))
    ? undefined
    : "This number is too large to be kept exactly.";
}
