import { ProviderError } from '../../provider-error.ts';
import {
  findHold,
  freshBudget,
  holdBack,
  isOver,
  observeRate,
  spend,
  type RateBudget,
  type RateReading,
} from './rate-budget.ts';
import type { Wait } from './wait-for.ts';

export interface BudgetClock {
  readonly now: () => number;
  readonly random: () => number;
  readonly wait: Wait;
}

/** How long one request has waited for its budget. */
export interface Patience {
  readonly untilMs: number | undefined;
  readonly waitedMs: number;
}

export interface ConnectionBudgets {
  /** Until when the connection must not send, unless that was waited for already. */
  findHold(key: string, patience: Patience): number | undefined;
  /** Waits until then. Throws kind `rate-limited` when it would take more than half a minute in all. */
  wait(untilMs: number, patience: Patience, signal: AbortSignal | undefined): Promise<Patience>;
  spend(key: string): void;
  observe(key: string, rate: RateReading | undefined, error: ProviderError | undefined): void;
}

export const impatient: Patience = { untilMs: undefined, waitedMs: 0 };

const longestWaitMs = 30_000;
const keptBudgets = 100;

/** What each connection to one host may still send; forgets those that are over. */
export function createConnectionBudgets({ now, random, wait }: BudgetClock): ConnectionBudgets {
  const budgets = new Map<string, RateBudget>();
  const get = (key: string): RateBudget => budgets.get(key) ?? freshBudget;
  return {
    findHold: (key, patience) => {
      const until = findHold(get(key), now());
      // Timers may wake a moment early: what was waited for is over.
      return until === patience.untilMs ? undefined : until;
    },
    wait: async (untilMs, { waitedMs }, signal) => {
      const holdMs = untilMs - now();
      if (waitedMs + holdMs > longestWaitMs) throw rateLimited(holdMs);
      // Not all at the same moment.
      await wait(holdMs + random() * 1000, signal);
      return { untilMs, waitedMs: waitedMs + holdMs };
    },
    spend: (key) => void budgets.set(key, spend(get(key), now())),
    observe: (key, rate, error) => {
      const seconds = error?.kind === 'rate-limited' ? (error.retryAfterSeconds ?? 0) : 0;
      const heldUntil = seconds === 0 ? 0 : now() + seconds * 1000;
      budgets.set(key, holdBack(observeRate(get(key), rate, now()), heldUntil));
      // Providers come and go, each perhaps with a key of its own.
      if (budgets.size <= keptBudgets) return;
      for (const [each, budget] of budgets) if (isOver(budget, now())) budgets.delete(each);
    },
  };
}

function rateLimited(holdMs: number): ProviderError {
  const retryAfterSeconds = Math.ceil(holdMs / 1000);
  return new ProviderError({
    kind: 'rate-limited',
    message: `GitLab takes no more requests of this account for ${retryAfterSeconds} s.`,
    retryAfterSeconds,
  });
}
