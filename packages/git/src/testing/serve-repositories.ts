import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gitEnvironment } from '../git-environment.ts';
import { httpBackendPath } from '../http-backend-path.ts';

/**
 * What happens to a request instead of the truth: another answer, an answer that waits, or a connection that is cut
 * `before` anything is done, `after` all is done and nothing answered, or when so many bytes of the body were sent.
 */
export type ServerFault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | { readonly until: Promise<void> }
  | { readonly cut: 'before' | 'after' | number };

export interface RepositoryServer {
  readonly url: string;
  /** Method and address of every request, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Serves the bare repositories of a folder over smart HTTP to whoever brings the header; for tests. */
export async function serveRepositories(options: {
  readonly root: string;
  readonly authorization?: string;
  /** Asked for every request, with its place in `requests`. */
  readonly fault?: (request: IncomingMessage, index: number) => ServerFault | undefined;
}): Promise<RepositoryServer> {
  const backend = await httpBackendPath();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const fault = options.fault?.(request, requests.length - 1);
    if (fault !== undefined && 'status' in fault) {
      return void response.writeHead(fault.status, fault.headers).end(fault.body ?? 'refused');
    }
    if (fault !== undefined && 'cut' in fault && fault.cut === 'before') return void request.socket.destroy();
    if (options.authorization !== undefined && request.headers.authorization !== options.authorization) {
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="Git"' }).end();
    }
    const proceed = (): void => answer(backend, options.root, request, response, fault);
    if (fault !== undefined && 'until' in fault) void fault.until.then(proceed);
    else proceed();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  backend: string,
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  fault: ServerFault | undefined,
): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn(backend, [], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...gitEnvironment(),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'test',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: request.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(child.stdin.on('error', () => undefined));
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const cut = fault !== undefined && 'cut' in fault ? fault.cut : undefined;
    if (cut === 'after') return void request.socket.destroy();
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const headers = output
      .toString('latin1', 0, end)
      .split('\r\n')
      .map((line) => line.split(/: (.*)/s));
    const status = headers.find(([name]) => name === 'Status')?.[1] ?? '200';
    for (const [name = '', value = ''] of headers) if (name !== 'Status') response.setHeader(name, value);
    response.writeHead(Number.parseInt(status, 10));
    const body = output.subarray(end + 4);
    if (typeof cut !== 'number') return void response.end(body);
    // Less than everything, so that the end is always missing.
    response.write(body.subarray(0, Math.min(cut, body.length - 1)), () => void request.socket.destroy());
  });
}
