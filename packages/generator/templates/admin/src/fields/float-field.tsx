import { numberField, type NumberOptions } from "./number-input.js";

const FORMAT = new Intl.NumberFormat(undefined, {
  maximumSignificantDigits: 17,
});

/** A number with a floating point. */
export function floatField(options: NumberOptions) {
  return numberField(options, {
    validate: validateFloat,
    toValue: Number,
    format: (value) => FORMAT.format(value as number),
  });
}

export function validateFloat(text: string): string | undefined {
  const isNumber = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/iu.test(text);
  return isNumber && Number.isFinite(Number(text))
    ? undefined
    : "This is no number. Write it like 1234.5.";
}
