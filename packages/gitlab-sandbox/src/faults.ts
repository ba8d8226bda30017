import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a matching request is answered with instead of the truth. */
export interface Fault {
  readonly method?: string;
  /** Matched against path and query. */
  readonly path?: RegExp;
  /** `reset` cuts the connection. */
  readonly status: number | 'reset';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How many requests; 1 when absent. */
  readonly times?: number;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Answers the request when a fault is planned for it. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
}

/** Planned failures, used up in order; for tests of clients. */
export function createFaults(): Faults {
  let planned: { readonly fault: Fault; left: number }[] = [];
  return {
    add: (fault) => void planned.push({ fault, left: fault.times ?? 1 }),
    clear: () => {
      planned = [];
    },
    answer: (request, response) => {
      const found = planned.find(({ fault }) => matches(fault, request));
      if (found === undefined) return false;
      found.left -= 1;
      planned = planned.filter(({ left }) => left > 0);
      const { status, headers, body } = found.fault;
      if (status === 'reset') request.socket.destroy();
      else response.writeHead(status, headers).end(body);
      return true;
    },
  };
}

function matches(fault: Fault, request: IncomingMessage): boolean {
  return (fault.method ?? request.method) === request.method && (fault.path?.test(request.url ?? '') ?? true);
}
