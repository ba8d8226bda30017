import { dateLikeField, type DateOptions } from "./date-input.js";
import { toFullClock, trimClock } from "./date-text.js";

const FORMAT = new Intl.DateTimeFormat(undefined, {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

/** What a clock on the wall shows: the same everywhere. */
export function localDateTimeField(options: DateOptions) {
  return dateLikeField(options, {
    input: "datetime-local",
    toInput: trimClock,
    toValue: toFullClock,
    format: (value) => FORMAT.format(new Date(`${value}Z`)),
  });
}
