import { setTimeout as sleep } from 'node:timers/promises';

export type Wait = (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;

/** Waits with the real clock; rejects with the signal's reason when that aborts. */
export async function waitFor(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
