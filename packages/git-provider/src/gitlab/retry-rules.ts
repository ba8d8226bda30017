import type { HostTrouble, ProviderError } from '../provider-error.ts';

const maxAttempts = 4;
const longestWaitSeconds = 30;
const passingStatuses: readonly (number | undefined)[] = [429, 502, 503, 504];
const passingTroubles: readonly (HostTrouble | undefined)[] = ['dns', 'refused', 'reset', 'timeout'];
const unsentTroubles: readonly (HostTrouble | undefined)[] = ['dns', 'tls', 'refused', 'circuit-open'];

/** Whether sending it twice does what sending it once does. */
export function isIdempotent(method: string): boolean {
  return method !== 'POST';
}

/** Whether it may be over within seconds: an overload, a restart, a cut. 500 is a fault of GitLab's, and stays. */
export function isPassing(error: ProviderError): boolean {
  return error.status === undefined ? passingTroubles.includes(error.trouble) : passingStatuses.includes(error.status);
}

/** Whether the host may have done what it was asked for, although it did not say so. */
export function mayHaveHappened(error: ProviderError): boolean {
  return error.kind === 'host-trouble' && !unsentTroubles.includes(error.trouble);
}

/** Whether the host asks for more patience than a request has. */
export function isTooLong(retryAfterSeconds: number | undefined): boolean {
  return retryAfterSeconds !== undefined && retryAfterSeconds > longestWaitSeconds;
}

/**
 * How long to wait before a request that failed is sent again; undefined when it must not be. 0 after a 429 that says how long:
 * the gate holds the whole connection back then.
 */
export function secondsBeforeRetry(
  method: string,
  error: ProviderError,
  attempt: number,
  random: () => number = Math.random,
): number | undefined {
  const asked = error.retryAfterSeconds;
  if (!isIdempotent(method) || !isPassing(error) || isTooLong(asked) || attempt >= maxAttempts) return undefined;
  if (asked === undefined || asked === 0) return 0.25 * 2 ** (attempt - 1) * (0.5 + random());
  return error.kind === 'rate-limited' ? 0 : asked + random();
}
