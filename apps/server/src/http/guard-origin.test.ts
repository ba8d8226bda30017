import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { guardOrigin } from './guard-origin.ts';
import { handleError } from './problems.ts';

const LOCAL = { host: '127.0.0.1', port: 3000, publicUrl: 'http://localhost:3000' };
const PUBLIC = { host: '0.0.0.0', port: 3000, publicUrl: 'https://amplication.example.com' };

describe('a request', () => {
  let app: FastifyInstance | undefined;
  afterEach(async () => app?.close());

  const send = async (
    config: typeof LOCAL,
    method: 'GET' | 'POST' | 'HEAD' | 'DELETE',
    headers: Record<string, string>,
  ): Promise<number> => {
    app = Fastify();
    app.setErrorHandler(handleError);
    guardOrigin(app, config);
    app.route({ method: ['GET', 'POST', 'DELETE'], url: '/', handler: async () => 'done' });
    const response = await app.inject({ method, url: '/', headers: { host: 'localhost:3000', ...headers } });
    if (response.statusCode !== 200 && method !== 'HEAD')
      expect(response.json()).toMatchObject({ code: 'wrong_origin' });
    return response.statusCode;
  };
  const cookie = 'session=x';

  it.each<[string, Parameters<typeof send>]>([
    ['reads with a cookie', [LOCAL, 'GET', { cookie }]],
    ['reads from another page', [LOCAL, 'GET', { origin: 'https://evil.example' }]],
    ['asks for the head', [LOCAL, 'HEAD', {}]],
    ['changes from our page', [LOCAL, 'POST', { cookie, origin: 'http://localhost:3000' }]],
    [
      'changes from our page by its number',
      [LOCAL, 'POST', { host: '127.0.0.1:3000', cookie, origin: 'http://127.0.0.1:3000' }],
    ],
    [
      'changes from our page by its long number',
      [LOCAL, 'DELETE', { host: '[::1]:3000', cookie, origin: 'http://[::1]:3000' }],
    ],
    [
      'changes with a token from anywhere',
      [LOCAL, 'POST', { authorization: 'Bearer x', origin: 'https://evil.example' }],
    ],
    ['changes as a program, without origin or cookie', [LOCAL, 'POST', {}]],
    [
      'changes from our public page',
      [PUBLIC, 'POST', { host: 'amplication.example.com', cookie, origin: PUBLIC.publicUrl }],
    ],
    ['reads behind a proxy, which may name another host', [PUBLIC, 'GET', { host: '10.0.0.7:3000' }]],
  ])('passes that %s', async (_what, call) => {
    expect(await send(...call)).toBe(200);
  });

  it.each<[string, Parameters<typeof send>]>([
    ['changes with a cookie from another page', [LOCAL, 'POST', { cookie, origin: 'https://evil.example' }]],
    ['changes from another page without a cookie', [LOCAL, 'POST', { origin: 'https://evil.example' }]],
    ['changes from another port of this machine', [LOCAL, 'DELETE', { cookie, origin: 'http://localhost:3001' }]],
    ['changes from a page that hides its origin', [LOCAL, 'POST', { cookie, origin: 'null' }]],
    ['changes with a cookie, and does not say from where', [LOCAL, 'POST', { cookie }]],
    ['reads by a name that somebody made point here', [LOCAL, 'GET', { host: 'evil.example:3000' }]],
    ['reads by our name at another port', [LOCAL, 'GET', { host: 'localhost:3001' }]],
    ['changes with a token by such a name', [LOCAL, 'POST', { host: 'evil.example', authorization: 'Bearer x' }]],
    ['changes from this machine where we are public', [PUBLIC, 'POST', { cookie, origin: 'http://localhost:3000' }]],
    [
      'changes from our public name without encryption',
      [PUBLIC, 'POST', { cookie, origin: 'http://amplication.example.com' }],
    ],
  ])('is refused that %s', async (_what, call) => {
    expect(await send(...call)).toBe(403);
  });
});
