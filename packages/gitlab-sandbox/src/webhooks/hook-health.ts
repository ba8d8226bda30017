import type { Hook } from '../state/hook-state.ts';

export type AlertStatus = 'executable' | 'temporarily_disabled' | 'disabled';

const failuresBeforePause = 4;
const failuresBeforeEnd = 40;
const firstPauseMs = 60_000;
const longestPauseMs = 24 * 60 * 60_000;

/** Whether GitLab would send to the hook now. */
export function alertStatusOf(hook: Hook, now: Date): AlertStatus {
  if (hook.failures >= failuresBeforeEnd) return 'disabled';
  const isPaused = hook.disabledUntil !== null && Date.parse(hook.disabledUntil) > now.getTime();
  return isPaused ? 'temporarily_disabled' : 'executable';
}

/** Counts a delivery: one that arrived makes the hook well again, from the fourth failure on it pauses ever longer. */
export function recordDelivery(hook: Hook, arrived: boolean, now: Date): void {
  if (arrived) {
    hook.failures = 0;
    hook.backoffs = 0;
    hook.disabledUntil = null;
    return;
  }
  hook.failures += 1;
  if (hook.failures < failuresBeforePause) return;
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** hook.backoffs);
  hook.backoffs += 1;
  hook.disabledUntil = new Date(now.getTime() + pause).toISOString();
}
