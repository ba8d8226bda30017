import { createServer as createTlsServer } from 'node:https';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSocketServer, type Server } from 'node:net';
import { Agent } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { isRetryable, type ProviderError } from '../provider-error.ts';
import { errorOf } from '../testing/error-of.ts';
import { makeCertificate, type CertificateOptions } from '../testing/make-certificate.ts';
import { createGitLabProvider, type GitLabProviderOptions } from './create-gitlab-provider.ts';
import { findCode, toTroubleError } from './to-trouble.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};
const serve = (listener: RequestListener): Promise<number> =>
  listen(
    createServer({ keepAlive: false }, (request, response) => {
      response.setHeader('connection', 'close');
      return listener(request, response);
    }),
  );
const ask = async (options: Partial<GitLabProviderOptions> & { baseUrl: string }): Promise<ProviderError> => {
  const provider = createGitLabProvider({
    getAccessToken: async () => 'glpat-secret',
    wait: async () => undefined,
    ...options,
  });
  return errorOf(provider.getCurrentUser());
};
const day = 86_400_000;
const now = Date.now();
const valid: CertificateOptions = {
  name: 'localhost',
  notBefore: new Date(now - 2 * day),
  notAfter: new Date(now + 2 * day),
};

describe('trouble on the way to GitLab', () => {
  it.each([
    ['untrusted', valid, false, 'not trusted'],
    ['expired', { ...valid, notAfter: new Date(now - day) }, true, 'expired'],
    ['of another name', { ...valid, name: 'other.example' }, true, 'another name'],
  ] as const)('is TLS, and does not pass, when the certificate is %s', async (_name, options, isTrusted, sentence) => {
    const pair = makeCertificate(options);
    const port = await listen(createTlsServer(pair, (_request, response) => void response.end('{}')));
    const dispatcher = new Agent({ connect: isTrusted ? { ca: pair.cert } : {} });
    closing.unshift(() => dispatcher.destroy());
    const error = await ask({ baseUrl: `https://localhost:${port}`, dispatcher });
    expect(error).toMatchObject({ kind: 'host-trouble', trouble: 'tls' });
    expect(error.message).toContain(sentence);
    expect(isRetryable(error)).toBe(false);
  });

  it('is none with a certificate that is trusted: there is only no GitLab', async () => {
    const pair = makeCertificate(valid);
    const port = await listen(createTlsServer(pair, (_request, response) => void response.end('{}')));
    const dispatcher = new Agent({ connect: { ca: pair.cert } });
    closing.unshift(() => dispatcher.destroy());
    expect((await ask({ baseUrl: `https://localhost:${port}`, dispatcher })).trouble).toBe('not-gitlab');
  });

  it('is TLS when the host speaks none', async () => {
    const port = await serve((_request, response) => void response.end('{}'));
    expect((await ask({ baseUrl: `https://127.0.0.1:${port}` })).trouble).toBe('tls');
  });

  it('is the name when it leads nowhere', async () => {
    const lookup = (_host: string, _options: object, callback: (error: Error, address: []) => void): void =>
      callback(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }), []);
    const dispatcher = new Agent({ connect: { lookup } });
    const error = await ask({ baseUrl: 'http://gitlab.invalid', dispatcher });
    expect(error).toMatchObject({ kind: 'host-trouble', trouble: 'dns' });
    expect([isRetryable(error), error.message]).toEqual([
      true,
      'The name of the GitLab host was not found (ENOTFOUND).',
    ]);
  });

  it('is a refused connection where nobody listens', async () => {
    expect((await ask({ baseUrl: 'http://127.0.0.1:1' })).trouble).toBe('refused');
  });

  it('is a cut connection when it ends without an answer', async () => {
    const port = await serve((request) => void request.socket.destroy());
    expect((await ask({ baseUrl: `http://127.0.0.1:${port}` })).trouble).toBe('reset');
  });

  it('is a timeout when no answer comes', async () => {
    const port = await serve(() => undefined);
    const error = await ask({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 20 });
    expect(error).toMatchObject({ kind: 'host-trouble', trouble: 'timeout', status: undefined });
  });

  it('is no GitLab when something else answers, and nothing looks gone by it', async () => {
    const htmlAt = (status: number): Promise<number> =>
      serve((_request, response) => void response.writeHead(status).end('<html>Please sign in</html>'));
    for (const status of [200, 401, 404]) {
      const error = await ask({ baseUrl: `http://127.0.0.1:${await htmlAt(status)}` });
      expect(error).toMatchObject({ kind: 'host-trouble', trouble: 'not-gitlab', status });
    }
    const port = await listen(
      createSocketServer((socket) => {
        closing.unshift(async () => void socket.destroy());
        socket.write('220 mail.example ESMTP\r\n');
      }),
    );
    expect((await ask({ baseUrl: `http://127.0.0.1:${port}` })).trouble).toBe('not-gitlab');
  });

  it('is maintenance with 503, and a fault with 500', async () => {
    for (const [status, trouble] of [
      [503, 'maintenance'],
      [500, 'server-error'],
    ] as const) {
      const port = await serve((_request, response) => void response.writeHead(status).end('Deploy in progress'));
      expect(await ask({ baseUrl: `http://127.0.0.1:${port}` })).toMatchObject({ kind: 'host-trouble', trouble });
    }
  });
});

describe('toTroubleError', () => {
  it('finds the reason however deep it lies', () => {
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    expect(findCode(new TypeError('fetch failed', { cause: new AggregateError([refused]) }))).toBe('ECONNREFUSED');
    expect(toTroubleError(new TypeError('fetch failed', { cause: refused })).trouble).toBe('refused');
    expect(toTroubleError('odd')).toMatchObject({
      trouble: 'reset',
      message: 'The connection to the GitLab host was cut.',
    });
    const round: Error & { cause?: unknown } = new Error('round');
    round.cause = round;
    expect(findCode(round)).toBeUndefined();
  });
});
