import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from './testing/open-sandbox.ts';

let sandbox: TestSandbox;
let clock = Date.parse('2026-03-01T00:00:30Z');
beforeAll(async () => {
  sandbox = await openSandbox({ seed: 'none', now: () => new Date(clock) });
});
afterAll(() => sandbox.dispose());
beforeEach(() => sandbox.setRateLimit(0));

const ask = (token: string | null = sandbox.tokens.owner) => sandbox.call('GET', '/version', { token });

describe('the rate limit', () => {
  it('is off, and unheard of, unless it is set', async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit-limit')).toBeNull();
  });

  it('tells on every answer how much is left, also on refusals and unchanged ones', async () => {
    sandbox.setRateLimit(10);
    const answer = await ask();
    const names = ['limit', 'name', 'observed', 'remaining', 'reset'];
    expect(names.map((name) => answer.headers.get(`ratelimit-${name}`))).toEqual([
      '10',
      'throttle_authenticated_api',
      '1',
      '9',
      String(Date.parse('2026-03-01T00:01:00Z') / 1000),
    ]);
    const unchanged = await sandbox.call('GET', '/version', {
      headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
    });
    expect([unchanged.status, unchanged.headers.get('ratelimit-observed')]).toEqual([304, '2']);
    const refused = await sandbox.call('GET', '/projects/99');
    expect([refused.status, refused.headers.get('ratelimit-observed')]).toEqual([404, '3']);
  });

  it('counts each token by itself, and anonymous requests too', async () => {
    sandbox.setRateLimit(1);
    expect((await ask()).status).toBe(200);
    expect((await ask(sandbox.tokens.developer)).status).toBe(200);
    expect((await ask(null)).headers.get('ratelimit-name')).toBe('throttle_unauthenticated_api');
    expect((await ask(null)).status).toBe(429);
  });

  it('refuses what is too much with a plain text and the time to wait, until the minute is over', async () => {
    sandbox.setRateLimit(1);
    await ask();
    const refused = await ask();
    expect([refused.status, refused.text]).toEqual([429, 'Retry later\n']);
    expect(refused.headers.get('content-type')).toContain('text/plain');
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('ratelimit-resettime')).toBe('Sun, 01 Mar 2026 00:01:00 GMT');
    clock += 30_000;
    expect((await ask()).status).toBe(200);
  });

  it('can be an option from the start', async () => {
    const limited = await openSandbox({ seed: 'none', rateLimit: 1 });
    expect((await limited.call('GET', '/version')).headers.get('ratelimit-limit')).toBe('1');
    await limited.dispose();
  });
});
