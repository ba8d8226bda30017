import type { MergeRequest, WaitForMergeabilityOptions } from '../merge-requests.ts';
import type { Wait } from './gate/wait-for.ts';

const firstWaitMs = 250;
const longestWaitMs = 5_000;
const defaultTimeoutMs = 60_000;

export interface Polling {
  readonly wait: Wait;
  readonly signal: AbortSignal | undefined;
}

/** Asks while the answer is `checking`, with waits that double up to five seconds and together stay within the timeout. */
export async function waitForMergeability(
  ask: () => Promise<MergeRequest>,
  polling: Polling,
  options: WaitForMergeabilityOptions = {},
): Promise<MergeRequest> {
  const { timeoutMs = defaultTimeoutMs, wait = polling.wait } = options;
  let waitedMs = 0;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
    const mergeRequest = await ask();
    if (mergeRequest.mergeability !== 'checking' || waitedMs >= timeoutMs) return mergeRequest;
    const nextMs = Math.min(waitMs, timeoutMs - waitedMs);
    await wait(nextMs, polling.signal);
    waitedMs += nextMs;
  }
}
