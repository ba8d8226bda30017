import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: unknown;
}

export interface HookReceiver {
  readonly url: string;
  /** What has arrived since the last `take`. */
  take(): readonly Delivery[];
  /** How it answers from now on; `hang` never does. */
  answer(status: number | 'hang', headers?: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

/** Something that webhooks can be sent to; for tests. */
export async function openHookReceiver(): Promise<HookReceiver> {
  let arrived: Delivery[] = [];
  let status: number | 'hang' = 200;
  let answerHeaders: Readonly<Record<string, string>> = {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      arrived.push({ headers: request.headers, text, body: parse(text) });
      if (status !== 'hang') response.writeHead(status, answerHeaders).end(`answer ${status}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    take: () => {
      const taken = arrived;
      arrived = [];
      return taken;
    },
    answer: (next, headers = {}) => {
      status = next;
      answerHeaders = headers;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
