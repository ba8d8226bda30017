import type { IncomingMessage, ServerResponse } from 'node:http';
import { cutAnswer, replaceAnswer } from './fault-answers.ts';

/**
 * What happens to a matching request instead of the truth, for REST, git and pages alike.
 *
 * - `{status: 503}` answers so, and nothing was done; `{status: 503, when: 'after'}` does what was asked for first, as a
 *   proxy that lost patience.
 * - `{status: 'reset'}` or `{when: 'before'}` cuts the connection, and nothing was done.
 * - `{when: 'after'}` does what was asked for, then cuts the connection without an answer.
 * - `{when: 'during'}` does what was asked for, and cuts the connection within the answer: after `afterBytes` of its
 *   body, and of a shorter one before its end.
 * - git sends a request again, once and by itself, when a connection that it has used before dies without a byte of
 *   answer: give `times: 2` to make its POST fail for good.
 * - `{latencyMs: 50}` alone only makes it wait; with the others it waits first.
 */
export interface Fault {
  readonly method?: string;
  /** Matched against path and query. */
  readonly path?: RegExp;
  /** `reset` cuts the connection. */
  readonly status?: number | 'reset';
  readonly when?: 'before' | 'during' | 'after';
  /** How many bytes of the body arrive with `during`; 0 when absent. */
  readonly afterBytes?: number;
  readonly latencyMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How many requests; 1 when absent. */
  readonly times?: number;
  /** How many matching requests are let through first; none when absent. */
  readonly skip?: number;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** How many planned failures have not happened yet. */
  pending(): number;
  /** Takes the fault that is planned for the request, if there is one. */
  take(request: IncomingMessage): Fault | undefined;
  /** Does what the fault says; true when the request is answered with that, false when it goes on to be carried out. */
  apply(fault: Fault, request: IncomingMessage, response: ServerResponse): boolean;
}

interface Plan {
  readonly fault: Fault;
  left: number;
  toSkip: number;
}

/** Planned failures, used up in order; for tests of clients. */
export function createFaults(): Faults {
  let planned: Plan[] = [];
  return {
    add: (fault) => void planned.push({ fault, left: fault.times ?? 1, toSkip: fault.skip ?? 0 }),
    clear: () => {
      planned = [];
    },
    pending: () => planned.reduce((sum, { left }) => sum + left, 0),
    take: (request) => {
      for (const plan of planned) {
        if (!matches(plan.fault, request)) continue;
        if (plan.toSkip > 0) {
          plan.toSkip -= 1;
          continue;
        }
        plan.left -= 1;
        planned = planned.filter(({ left }) => left > 0);
        return plan.fault;
      }
      return undefined;
    },
    apply: (fault, request, response) => {
      const { status, when, headers = {}, body = '' } = fault;
      if (typeof status === 'number') {
        if (when === 'after') replaceAnswer(response, { status, headers, body });
        else response.writeHead(status, headers).end(body);
        return when !== 'after';
      }
      if (when === 'during' || when === 'after') {
        cutAnswer(response, when === 'after' ? undefined : (fault.afterBytes ?? 0));
        return false;
      }
      if (status === undefined && when === undefined) return false;
      request.socket.destroy();
      return true;
    },
  };
}

function matches(fault: Fault, request: IncomingMessage): boolean {
  return (fault.method ?? request.method) === request.method && (fault.path?.test(request.url ?? '') ?? true);
}
