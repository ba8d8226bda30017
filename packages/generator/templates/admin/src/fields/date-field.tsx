import { dateLikeField, type DateOptions } from "./date-input.js";

const FORMAT = new Intl.DateTimeFormat(undefined, {
  dateStyle: "medium",
  timeZone: "UTC",
});

/** A day: the same everywhere. */
export function dateField(options: DateOptions) {
  return dateLikeField(options, {
    input: "date",
    toInput: (value) => value,
    toValue: (text) => (/^\d{4}-\d\d-\d\d$/u.test(text) ? text : undefined),
    format: (value) => FORMAT.format(new Date(value)),
  });
}
