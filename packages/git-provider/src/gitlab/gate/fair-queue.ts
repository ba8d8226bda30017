export interface FairQueue {
  /** Waits for a place; give it back by calling what it resolves with. Rejects with the signal's reason when that aborts. */
  enter(key: string, signal: AbortSignal | undefined): Promise<() => void>;
}

interface Waiting {
  readonly start: () => void;
}

/**
 * A limited number of places. They go round the keys in turn, and within a key to who came first, so that one key with a
 * thousand requests does not keep the others waiting.
 */
export function createFairQueue(places: number): FairQueue {
  const queues = new Map<string, Waiting[]>();
  let free = places;

  const leave = (): void => {
    const next = takeNext(queues);
    if (next === undefined) free += 1;
    else next.start();
  };
  const toLeaveOnce = (): (() => void) => {
    let isLeft = false;
    return () => {
      if (!isLeft) leave();
      isLeft = true;
    };
  };

  return {
    enter: async (key, signal) => {
      signal?.throwIfAborted();
      if (free > 0) free -= 1;
      else await waitForPlace(queues, key, signal);
      return toLeaveOnce();
    },
  };
}

function waitForPlace(queues: Map<string, Waiting[]>, key: string, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (): void => {
      removeWaiting(queues, key, waiting);
      reject(signal?.reason as Error);
    };
    const waiting: Waiting = {
      start: () => {
        signal?.removeEventListener('abort', give);
        resolve();
      },
    };
    signal?.addEventListener('abort', give, { once: true });
    queues.set(key, [...(queues.get(key) ?? []), waiting]);
  });
}

function takeNext(queues: Map<string, Waiting[]>): Waiting | undefined {
  for (const [key, waiting] of queues) {
    const [first, ...rest] = waiting;
    // A key that was served goes to the end of the round.
    queues.delete(key);
    if (rest.length > 0) queues.set(key, rest);
    return first;
  }
  return undefined;
}

function removeWaiting(queues: Map<string, Waiting[]>, key: string, gone: Waiting): void {
  const left = (queues.get(key) ?? []).filter((one) => one !== gone);
  if (left.length === 0) queues.delete(key);
  else queues.set(key, left);
}
