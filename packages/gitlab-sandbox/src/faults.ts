import type { IncomingMessage, ServerResponse } from 'node:http';
import { cutAnswer, replaceAnswer } from './fault-answers.ts';
import { answerMode, isConcerned } from './fault-modes.ts';

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
 * - `{mode: 'rate-limited'}` answers 429 with `Retry-After`, once.
 * - `{mode: 'token-expired'}` and `{mode: 'token-revoked'}` answer so to all coming requests with a token, and
 *   `{mode: 'read-only'}` refuses all coming changes (GitLab's maintenance mode), until `clear` or as often as `times` says.
 */
export interface Fault {
  readonly mode?: 'rate-limited' | 'token-expired' | 'token-revoked' | 'read-only';
  /** How long a client of `rate-limited` is told to wait; 1 when absent. */
  readonly retryAfterSeconds?: number;
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
  /** How many requests; 1 when absent, without end for a mode that lasts. */
  readonly times?: number;
  /** How many matching requests are let through first; none when absent. */
  readonly skip?: number;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** How many planned failures have not happened yet; modes without end do not count. */
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
    add: (fault) => void planned.push({ fault, left: fault.times ?? timesOf(fault), toSkip: fault.skip ?? 0 }),
    clear: () => {
      planned = [];
    },
    pending: () => planned.reduce((sum, { left }) => (Number.isFinite(left) ? sum + left : sum), 0),
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
      if (fault.mode !== undefined) {
        answerMode(fault, fault.mode, request, response);
        return true;
      }
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

function timesOf(fault: Fault): number {
  return fault.mode === undefined || fault.mode === 'rate-limited' ? 1 : Number.POSITIVE_INFINITY;
}

function matches(fault: Fault, request: IncomingMessage): boolean {
  if (fault.mode !== undefined && !isConcerned(fault.mode, request)) return false;
  return (fault.method ?? request.method) === request.method && (fault.path?.test(request.url ?? '') ?? true);
}
