import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { gitEnvironment } from '@amplication/git';

export interface Backend {
  /** Where `git http-backend` lies. */
  readonly program: string;
  readonly hooksFolder: string;
}

export interface BackendCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly gitDir: string;
  readonly service: string;
  readonly query: string;
  readonly userName: string;
  readonly input: Readable | Buffer;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Lets `git http-backend` answer. Fetches are streamed; with `beforeEnd` the whole answer waits until the work is done,
 * so that a client that sees its push accepted sees all its effects.
 */
export async function runBackend(backend: Backend, call: BackendCall, beforeEnd?: () => Promise<void>): Promise<void> {
  const { request, response } = call;
  const child = spawn(backend.program, [], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...gitEnvironment({ config: [['core.hooksPath', backend.hooksFolder]] }),
      GIT_PROJECT_ROOT: call.gitDir,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: call.userName,
      REMOTE_ADDR: request.socket.remoteAddress ?? '',
      PATH_INFO: `/${call.service}`,
      QUERY_STRING: call.query,
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      ...call.environment,
    },
  });
  const gone = (): void => void child.kill();
  response.on('close', gone);
  child.stdin.on('error', () => undefined);
  if (Buffer.isBuffer(call.input)) child.stdin.end(call.input);
  else call.input.on('error', () => child.kill()).pipe(child.stdin);
  let head = Buffer.alloc(0);
  let isHeadSent = false;
  const held: Buffer[] = [];
  for await (const chunk of child.stdout) {
    const bytes = chunk as Buffer;
    if (!isHeadSent) {
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) continue;
      isHeadSent = true;
      writeHead(response, head.toString('latin1', 0, end));
      held.push(head.subarray(end + 4));
    } else held.push(bytes);
    if (beforeEnd === undefined) await drain(response, held);
  }
  response.off('close', gone);
  if (!isHeadSent) response.writeHead(500);
  await beforeEnd?.();
  response.end(Buffer.concat(held));
}

function writeHead(response: ServerResponse, head: string): void {
  const lines = head
    .split('\r\n')
    .map((line) => ({ name: line.slice(0, line.indexOf(':')), value: line.slice(line.indexOf(':') + 1).trim() }));
  for (const { name, value } of lines) if (name !== 'Status') response.setHeader(name, value);
  response.statusCode = Number.parseInt(lines.find(({ name }) => name === 'Status')?.value ?? '200', 10);
}

async function drain(response: ServerResponse, held: Buffer[]): Promise<void> {
  const bytes = Buffer.concat(held.splice(0));
  if (response.write(bytes) || response.destroyed) return;
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
