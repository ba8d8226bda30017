// #if moments
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

// #end
// #if locals
const LOCAL = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;

// #end
// #if postgresql
/** True for a day that exists, from the year 1 on. */
// #else
/** True for a day that exists, from the year 1000 on: MySQL promises to keep no others. */
// #end
function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  const midnight = new Date(value);
  return (
    // #if postgresql
    !value.startsWith("0000") &&
    // #else
    value >= "1000" &&
    // #end
    !Number.isNaN(midnight.getTime()) &&
    midnight.toISOString().startsWith(value)
  );
}
// #if moments

/** The moment (or moments) that a text names; anything else is answered as it is, for a check to refuse. */
export function toMoment(value: unknown): unknown {
  return mapDates(value, (text) =>
    isDay(DATE_TIME.exec(text)?.[1]) ? new Date(text) : text,
  );
}
// #end
// #if days

/** The midnight in UTC that stands for a day in the database. */
export function toDayDate(value: unknown): unknown {
  return mapDates(value, (text) => (isDay(text) ? new Date(text) : text));
}

/** A day as the API writes it. */
export function fromDayDate<Value extends Date | null>(
  value: Value,
): Value extends null ? null : string;
export function fromDayDate(value: Date | null): string | null {
  return value === null ? null : value.toISOString().slice(0, 10);
}
// #end
// #if locals

/** True for a time without a zone on a day that exists. */
function isLocalDateTime(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const day = LOCAL.exec(value)?.[1];
  return isDay(day) && !Number.isNaN(new Date(`${value}Z`).getTime());
}

/** The moment in UTC that stands for a time without a zone in the database. */
export function toLocalDate(value: unknown): unknown {
  return mapDates(value, (text) =>
    isLocalDateTime(text) ? new Date(`${text}Z`) : text,
  );
}

/** A time without a zone as the API writes it. */
export function fromLocalDate<Value extends Date | null>(
  value: Value,
): Value extends null ? null : string;
export function fromLocalDate(value: Date | null): string | null {
  return value === null ? null : value.toISOString().slice(0, -1);
}
// #end

function mapDates(value: unknown, toDate: (text: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapDates(item, toDate));
  return typeof value === "string" ? toDate(value) : value;
}
