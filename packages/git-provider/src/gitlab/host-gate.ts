import type { ProviderError } from '../provider-error.ts';
import { createConnectionBudgets, impatient } from './gate/connection-budgets.ts';
import { createFairQueue } from './gate/fair-queue.ts';
import { createHostCircuit } from './gate/host-circuit.ts';
import type { RateReading } from './gate/rate-budget.ts';
import { waitFor, type Wait } from './gate/wait-for.ts';

export interface HostGateOptions {
  /** How many requests are under way at once; 20 when absent. */
  readonly maxConcurrent?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
  readonly wait?: Wait | undefined;
}

/** What an attempt tells of the host. */
export interface Observation {
  readonly rate?: RateReading | undefined;
  readonly error?: ProviderError | undefined;
}

export interface GateTurn {
  /** Whose budget it is: GitLab counts by account. */
  readonly connectionKey: string;
  readonly signal?: AbortSignal | undefined;
}

/** Stands before one host, for all providers that talk to it: share one per address. */
export interface HostGate {
  /**
   * Sends when it may. Throws without sending: kind `rate-limited` when the connection is held back for more than half a
   * minute, `host-trouble` while the circuit is open, the signal's reason when it aborts.
   */
  run<Attempt extends Observation>(turn: GateTurn, send: () => Promise<Attempt>): Promise<Attempt>;
}

/** Limits what one host gets: requests at once, the budget of each connection, and none while it fails. */
export function createHostGate(options: HostGateOptions = {}): HostGate {
  const { now = Date.now, random = Math.random, wait = waitFor } = options;
  const queue = createFairQueue(options.maxConcurrent ?? 20);
  const budgets = createConnectionBudgets({ now, random, wait });
  const circuit = createHostCircuit({ now, random });
  return {
    run: async ({ connectionKey, signal }, send) => {
      let patience = impatient;
      for (;;) {
        circuit.assertClosed();
        const until = budgets.findHold(connectionKey, patience);
        if (until !== undefined) {
          patience = await budgets.wait(until, patience, signal);
          continue;
        }
        const leave = await queue.enter(connectionKey, signal);
        try {
          // Others may have spent the budget while this one stood in the queue.
          if (budgets.findHold(connectionKey, patience) !== undefined) continue;
          return await circuit.run(async () => {
            budgets.spend(connectionKey);
            const attempt = await send();
            budgets.observe(connectionKey, attempt.rate, attempt.error);
            return attempt;
          });
        } finally {
          leave();
        }
      }
    },
  };
}
