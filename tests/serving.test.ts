import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_PREFIX, routes } from '@amplication/contract';
import { startStack, type Stack } from '@amplication/test-kit';

/** What the server gives to browsers and to the operator's tools. */
describe('serving', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(() => stack.stop());

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${stack.url}${path}`, { headers });

  it('answers every page address with the web UI, under a strict content policy', async () => {
    for (const path of ['/', '/sign-in', '/projects/x/commits']) {
      const response = await get(path);
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        200,
        'text/html; charset=utf-8',
      ]);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toMatch(/script-src|unsafe-eval/u);
    }
  });

  it('lets browsers keep assets, compressed, and answers 404 for those that are gone', async () => {
    const page = await (await get('/')).text();
    const asset = /\/assets\/[^"]+\.js/u.exec(page)?.[0] ?? '';
    const response = await get(asset, { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await (await get('/assets/gone.js')).json()).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('describes every route of the contract', async () => {
    const { paths } = (await (await get(`${API_PREFIX}/openapi.json`)).json()) as {
      readonly paths: Record<string, Record<string, { operationId: string }>>;
    };
    const described = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((operation) => operation.operationId),
    );
    expect(described.toSorted()).toEqual(
      Object.values(routes)
        .map((route) => route.id)
        .toSorted(),
    );
  });

  it('tells the operator how it is', async () => {
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/readyz')).status).toBe(200);
    expect(await (await get('/metrics')).text()).toContain('process_cpu_seconds_total');
  });

  it('answers under its own name only', async () => {
    const { port } = new URL(stack.url);
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/healthz', headers: { host: `evil.example:${port}` } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });
});
