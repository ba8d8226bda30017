export interface RateAnswer {
  /** What informs about the limit, on every answer; empty when there is none. */
  readonly headers: Readonly<Record<string, string>>;
  readonly isOver: boolean;
}

export interface RateLimiter {
  /** Counts one request of this holder. */
  count(holder: string, isSignedIn: boolean): RateAnswer;
  /** Requests per minute and holder from now on; 0 is no limit. */
  setLimit(perMinute: number): void;
}

const periodMs = 60_000;

/** Counts requests in whole minutes of the clock, as GitLab's throttles do. */
export function createRateLimiter(perMinute: number, now: () => Date): RateLimiter {
  let limit = perMinute;
  let period = 0;
  const counts = new Map<string, number>();
  return {
    setLimit: (next) => {
      limit = next;
      counts.clear();
    },
    count: (holder, isSignedIn) => {
      if (limit <= 0) return { headers: {}, isOver: false };
      const time = now().getTime();
      const current = Math.floor(time / periodMs);
      if (current !== period) counts.clear();
      period = current;
      const observed = (counts.get(holder) ?? 0) + 1;
      counts.set(holder, observed);
      const reset = (current + 1) * periodMs;
      const isOver = observed > limit;
      const headers = {
        'RateLimit-Limit': String(limit),
        'RateLimit-Name': isSignedIn ? 'throttle_authenticated_api' : 'throttle_unauthenticated_api',
        'RateLimit-Observed': String(observed),
        'RateLimit-Remaining': String(Math.max(0, limit - observed)),
        'RateLimit-Reset': String(reset / 1000),
      };
      if (!isOver) return { headers, isOver };
      const wait = { 'Retry-After': String(Math.max(1, Math.ceil((reset - time) / 1000))) };
      return { headers: { ...headers, 'RateLimit-ResetTime': new Date(reset).toUTCString(), ...wait }, isOver };
    },
  };
}
