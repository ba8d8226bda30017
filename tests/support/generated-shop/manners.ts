import { expect, it } from 'vitest';
import { newApiClient, type Answer } from '../generated-service/api-client.ts';
import { bodies, ELSEWHERE, make, type Shop } from './open-shop.ts';

/** How the service behaves to browsers, proxies and clients that do not behave. */
export function testManners(shop: () => Shop): void {
  const preflight = (url: string, origin: string): Promise<Answer> =>
    newApiClient(url).send('OPTIONS', 'products', {
      headers: { origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    });

  it('is closed to pages of other origins', async () => {
    const { headers } = await shop().stranger.send('GET', 'categories', { headers: { origin: ELSEWHERE } });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect((await preflight(shop().url, ELSEWHERE)).headers.has('access-control-allow-origin')).toBe(false);
  });

  it('is open to the origins of CORS_ORIGINS, and to no others', async () => {
    const { url } = shop().production;
    for (const origin of [ELSEWHERE, 'https://b.example:8443']) {
      const { headers, status } = await preflight(url, origin);
      expect(status).toBe(204);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('access-control-allow-credentials')).toBe('true');
      expect(headers.get('vary')).toContain('Origin');
    }
    for (const origin of ['https://evil.example', `${ELSEWHERE}.evil.example`, 'null'])
      expect((await preflight(url, origin)).headers.has('access-control-allow-origin')).toBe(false);
  });

  it.each(['categories', 'nothing', 'products', '/healthz/live', 'docs'])(
    'says at %s how browsers should be careful',
    async (path) => {
      const { headers } = await shop().stranger.get(path);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('strict-transport-security')).toContain('max-age=');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.has('x-powered-by')).toBe(false);
    },
  );

  it('names each request, by the name that a proxy gave it', async () => {
    const name = async (given?: string): Promise<string | null> =>
      (
        await shop().stranger.send('GET', 'nothing', given === undefined ? {} : { headers: { 'x-request-id': given } })
      ).headers.get('x-request-id');
    expect(await name()).toMatch(/^[0-9a-f-]{36}$/u);
    expect(await name('trace-1')).toBe('trace-1');
    expect(await name('<script>')).toMatch(/^[0-9a-f-]{36}$/u);
  });

  it('names a request whose body cannot be read, too', async () => {
    const answer = await shop().seeded.send('POST', 'products', {
      body: '{"name":',
      headers: { 'content-type': 'application/json', 'x-request-id': 'trace-2' },
    });
    expect(answer.headers.get('x-request-id')).toBe('trace-2');
  });

  it.each([
    ['JSON that ends early', '{"name":', 'application/json', 400],
    ['JSON with a comment', '{} // x', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['a number', '5', 'application/json', 400],
    ['null', 'null', 'application/json', 400],
    ['nothing', '', 'application/json', 422],
    ['a form', 'name=x', 'application/x-www-form-urlencoded', 400],
    ['text', '{"name":"x"}', 'text/plain', 400],
    ['an unknown character set', '{}', 'application/json; charset=nonsense', 415],
    ['a body that is too large', JSON.stringify({ name: 'x'.repeat(2_200_000) }), 'application/json', 413],
  ])('refuses %s as a body', async (_, body, type, status) => {
    const answer = await shop().seeded.send('POST', 'products', { body, headers: { 'content-type': type } });
    expect(answer, answer.text).toMatchObject({ status, body: { status, type: 'about:blank' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.text).not.toMatch(/SyntaxError|node_modules|body-parser/u);
  });

  it('cannot be given a prototype', async () => {
    const { id: categoryId } = await make.category(shop());
    for (const name of ['__proto__', 'constructor']) {
      const text = JSON.stringify(bodies.products(categoryId));
      const answer = await shop().seeded.send('POST', 'products', {
        body: text.replace('{', `{"${name}":{"isAdmin":true},`),
        headers: { 'content-type': 'application/json' },
      });
      expect([201, 422]).toContain(answer.status);
    }
    for (const query of ['where[__proto__][x]=1', 'where[constructor][prototype][x]=1', '__proto__[take]=1'])
      expect([200, 400]).toContain((await shop().seeded.get(`products?${query}`)).status);
  });

  it.each([
    ['GET', 'nothing', 404],
    ['GET', '/', 404],
    ['GET', '/api', 404],
    ['PUT', 'products', 404],
    ['GET', `products/${'x'.repeat(5000)}`, 404],
    ['GET', 'products/%E0%A4%A', 400],
  ])('answers a problem to %s %s', async (method, path, status) => {
    const answer = await shop().seeded.send(method, path);
    expect(answer, answer.text).toMatchObject({ status, body: { status, type: 'about:blank' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.text).not.toMatch(/node_modules|\bat \w+/u);
  });

  it('is alive but not ready without its database, fails without a word on why, and recovers', async () => {
    const { seeded, door } = shop();
    await door.shut();
    try {
      expect((await seeded.get('/healthz/live')).status).toBe(200);
      expect(await seeded.get('/healthz/ready')).toMatchObject({ status: 503, body: { status: 503 } });
      const failed = await seeded.get('products');
      expect(failed).toMatchObject({ status: 500 });
      expect(failed.body).toEqual({ type: 'about:blank', title: 'Internal Server Error', status: 500 });
      expect(failed.headers.get('content-type')).toContain('application/problem+json');
      expect(failed.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/u);
      const answer = await seeded.graphql('{ products { total } }');
      expect(answer.text).not.toMatch(/ECONNREFUSED|prisma|127\.0\.0\.1|stacktrace|node_modules/iu);
      expect(answer.body['errors']).toMatchObject([{ message: 'Internal Server Error' }]);
    } finally {
      await door.open();
    }
    expect((await seeded.get('/healthz/ready')).status).toBe(200);
    expect((await seeded.get('products')).status).toBe(200);
  });

  it('does not start with settings that are not valid, and names all of them', async () => {
    const settings = {
      DATABASE_URL: 'sqlite://localhost',
      TOKEN_SECRET: 'short',
      PORT: '70000',
      CORS_ORIGINS: 'https://a.example/x',
      REQUESTS_PER_MINUTE: 'many',
    };
    const failed = await shop()
      .startAnother(settings)
      .then(
        () => '',
        (error: Error) => error.message,
      );
    for (const name of Object.keys(settings)) expect(failed).toContain(name);
  });

  it('believes no address that a client names itself, unless a proxy is trusted', async () => {
    const statuses = [];
    for (let index = 0; index < 12; index += 1) {
      const client = newApiClient(shop().url, { 'x-forwarded-for': `198.51.100.${index}` });
      statuses.push((await client.post('auth/sign-in', { username: 'nobody', password: 'x' })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
}
