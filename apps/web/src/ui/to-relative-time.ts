const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 24 * 3_600_000],
  ['month', 30 * 24 * 3_600_000],
  ['week', 7 * 24 * 3_600_000],
  ['day', 24 * 3_600_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** `just now`, `5 minutes ago`, `yesterday`. Both in milliseconds. */
export function toRelativeTime(then: number, now: number): string {
  const age = now - then;
  const unit = UNITS.find(([, milliseconds]) => Math.abs(age) >= milliseconds);
  return unit === undefined ? 'just now' : format.format(-Math.trunc(age / unit[1]), unit[0]);
}

/** `840 ms`, `4.2 s`, `3 min 5 s`. */
export function toDuration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
