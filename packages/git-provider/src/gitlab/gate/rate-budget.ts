export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What the `RateLimit-*` headers of one answer say. */
export interface RateReading {
  readonly limit: number;
  readonly remaining: number;
  /** The host's own time of the reset: the same number means the same window. */
  readonly window: number;
  readonly resetInMs: number;
}

/** The present window of a connection. */
interface RateWindow {
  readonly limit: number;
  readonly remaining: number;
  readonly window: number;
  readonly resetAtMs: number;
}

/** What one connection may still send. Times are milliseconds of our clock. */
export interface RateBudget {
  /** Of the window; undefined while the host has told nothing. */
  readonly current: RateWindow | undefined;
  /** Nothing is sent before, because the host asked so. */
  readonly heldUntilMs: number;
}

/** A connection of which nothing is known. */
export const freshBudget: RateBudget = { current: undefined, heldUntilMs: 0 };

/**
 * Reads the headers of GitLab's throttle; undefined when there are none. The reset is an absolute time of the host's clock,
 * which its `Date` header compares with ours.
 */
export function readRate(headers: AnswerHeaders, nowMs: number): RateReading | undefined {
  const [remaining, window] = [toNumber(headers['ratelimit-remaining']), toNumber(headers['ratelimit-reset'])];
  if (remaining === undefined || window === undefined) return undefined;
  const hostNowMs = readDate(headers) ?? nowMs;
  const limit = toNumber(headers['ratelimit-limit']) ?? remaining;
  return { limit, remaining, window, resetInMs: Math.max(0, window * 1000 - hostNowMs) };
}

/** The host's clock when it answered, in milliseconds, to the second; undefined when it does not say. */
export function readDate(headers: AnswerHeaders): number | undefined {
  const date = Date.parse(String(headers['date'] ?? ''));
  return Number.isNaN(date) ? undefined : date;
}

/** Until when nothing may be sent; undefined when something may be now. */
export function findHold(budget: RateBudget, nowMs: number): number | undefined {
  const { current, heldUntilMs } = budget;
  const isSpent = current !== undefined && current.remaining <= reserveOf(current.limit);
  const until = Math.max(heldUntilMs, isSpent ? current.resetAtMs : 0);
  return until > nowMs ? until : undefined;
}

/** The budget after one more request was sent: the host will count it before it answers. */
export function spend(budget: RateBudget, nowMs: number): RateBudget {
  const { current } = budget;
  if (current === undefined || current.resetAtMs <= nowMs) return { ...budget, current: undefined };
  return { ...budget, current: { ...current, remaining: Math.max(0, current.remaining - 1) } };
}

/** The budget after an answer. Answers come out of order: within one window the lowest number is the newest. */
export function observeRate(budget: RateBudget, reading: RateReading | undefined, nowMs: number): RateBudget {
  const known = budget.current;
  if (reading === undefined || (known !== undefined && known.window > reading.window)) return budget;
  const { limit, window } = reading;
  const current = { limit, window, remaining: reading.remaining, resetAtMs: nowMs + reading.resetInMs };
  if (known?.window !== window) return { ...budget, current };
  return { ...budget, current: { ...current, remaining: Math.min(known.remaining, reading.remaining) } };
}

/** The budget after the host asked to be left alone until then. */
export function holdBack(budget: RateBudget, untilMs: number): RateBudget {
  return { ...budget, heldUntilMs: Math.max(budget.heldUntilMs, untilMs) };
}

/** Whether it says no more than a fresh one. */
export function isOver(budget: RateBudget, nowMs: number): boolean {
  return budget.heldUntilMs <= nowMs && (budget.current?.resetAtMs ?? 0) <= nowMs;
}

// A hundredth, at most five: the same person's browser and git share the account's budget.
function reserveOf(limit: number): number {
  return Math.min(5, Math.floor(limit / 100));
}

function toNumber(header: string | readonly string[] | undefined): number | undefined {
  const text = String(header ?? '');
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
