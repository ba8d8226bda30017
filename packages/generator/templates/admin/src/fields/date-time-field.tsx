import { dateLikeField, type DateOptions } from "./date-input.js";
import { toInstant, toLocalClock } from "./date-text.js";

const FORMAT = new Intl.DateTimeFormat(undefined, {
  dateStyle: "medium",
  timeStyle: "short",
});

/** A moment in time; shown and filled in by the clock of the browser's place. */
export function dateTimeField(options: DateOptions) {
  return dateLikeField(options, {
    input: "datetime-local",
    toInput: toLocalClock,
    toValue: toInstant,
    format: (value) => FORMAT.format(new Date(value)),
  });
}
