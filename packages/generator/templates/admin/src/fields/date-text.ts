/** A moment such as `2026-01-31T12:00:00.000Z` on the clock of the browser's place, as inputs take it. */
export function toLocalClock(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return "";
  const day = [
    String(date.getFullYear()).padStart(4, "0"),
    twoDigits(date.getMonth() + 1),
    twoDigits(date.getDate()),
  ];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()];
  const milliseconds = String(date.getMilliseconds()).padStart(3, "0");
  const clock = `${time.map(twoDigits).join(":")}.${milliseconds}`;
  return trimClock(`${day.join("-")}T${clock}`);
}

/** The moment at which the clock of the browser's place shows this; `undefined` for what no clock shows. */
export function toInstant(clock: string): string | undefined {
  const date = new Date(clock);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A clock without the seconds that nobody set: `2026-01-31T12:00`. */
export function trimClock(clock: string): string {
  return clock.replace(/\.0+$/u, "").replace(/(T\d\d:\d\d):00$/u, "$1");
}

/** A clock in full: `2026-01-31T12:00:00.000`; `undefined` for what no clock shows. */
export function toFullClock(clock: string): string | undefined {
  return toInstant(`${clock}Z`)?.slice(0, -1);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
