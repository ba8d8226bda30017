import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults.ts';
import type { Backend } from './git-http/run-backend.ts';
import { gitPath, serveGit } from './git-http/serve-git.ts';
import type { SandboxContext } from './sandbox-context.ts';

export interface Route {
  readonly context: SandboxContext;
  readonly backend: Backend;
  readonly faults: Faults;
  /** How long every request waits before anything is done. */
  readonly latencyMs: () => number;
  /** Answers all that is not git. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Takes a request through log, latency and planned faults to git or to the routes. */
export function routeRequest(route: Route, request: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', url: path = '/' } = request;
  const { context, faults } = route;
  const endLog = context.requests.begin({ method, path });
  response.once('close', () => {
    const isCut = !response.writableFinished;
    endLog({ status: isCut && !response.headersSent ? 0 : response.statusCode, isCut });
  });
  const fault = faults.take(request);
  const wait = route.latencyMs() + (fault?.latencyMs ?? 0);
  const goOn = (): void => {
    if (fault === undefined || !faults.apply(fault, request, response)) serve(route, request, response);
  };
  if (wait <= 0) return goOn();
  const timer = setTimeout(goOn, wait);
  // Who hangs up while waiting has asked for nothing.
  response.once('close', () => clearTimeout(timer));
}

function serve(route: Route, request: IncomingMessage, response: ServerResponse): void {
  const { context, backend, handler } = route;
  const path = request.url ?? '/';
  if (!gitPath.test(path.split('?', 1)[0] ?? '') || path.startsWith('/api/')) return handler(request, response);
  serveGit(context, backend, request, response).catch((error: unknown) => {
    context.log(`sandbox: ${String(error)}`);
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  });
}
