import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type PostAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'failed'; readonly sentence: string };

const timeoutMs = 10_000;
const maxAnswerBytes = 8 * 1024;

interface Post {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly verifyCertificate: boolean;
}

/** Sends a body without following redirects; what is not answered within ten seconds has failed. */
export function postJson(url: string, post: Post): Promise<PostAnswer> {
  return new Promise((resolve) => {
    const fail = (sentence: string): void => resolve({ kind: 'failed', sentence });
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const request = openRequest(url, post, signal);
      request.on('error', (error) => fail(signal.aborted ? 'execution expired' : error.message));
      request.on('response', (response) => void readAnswer(response).then(resolve, () => fail('execution expired')));
      request.end(post.body);
    } catch (error) {
      fail(error instanceof Error ? error.message : 'The address cannot be used');
    }
  });
}

function openRequest(url: string, post: Post, signal: AbortSignal): ClientRequest {
  const headers = { ...post.headers, 'Content-Length': String(Buffer.byteLength(post.body)) };
  const options = { method: 'POST', headers, signal, agent: false } as const;
  if (!url.startsWith('https:')) return httpRequest(url, options);
  return httpsRequest(url, { ...options, rejectUnauthorized: post.verifyCertificate });
}

async function readAnswer(response: IncomingMessage): Promise<PostAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    kind: 'answered',
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks).subarray(0, maxAnswerBytes).toString('utf8'),
  };
}
