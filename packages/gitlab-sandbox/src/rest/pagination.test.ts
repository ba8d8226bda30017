import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());

const handbook = '/projects/acme%2Fplatform%2Fhandbook';

describe('pagination', () => {
  it('gives every header of offset pages', async () => {
    const answer = await sandbox.call('GET', '/groups?per_page=2&search=');
    expect(answer.body).toHaveLength(2);
    expect(answer.headers.get('x-total')).toBe('3');
    expect(answer.headers.get('x-next-page')).toBe('2');
    expect(answer.headers.get('x-prev-page')).toBe('');
    expect(answer.headers.get('link')).toContain(
      `<${sandbox.url}/api/v4/groups?order_by=name&owned=false&page=2&per_page=2&search=&sort=asc&statistics=false&with_custom_attributes=false>; rel="next"`,
    );
    const last = await sandbox.call('GET', '/groups?per_page=2&page=2');
    expect(last.headers.get('x-next-page')).toBe('');
    expect((await sandbox.call('GET', '/groups?per_page=0')).status).toBe(400);
    expect((await sandbox.call('GET', '/groups?per_page=500')).headers.get('x-per-page')).toBe('100');
    expect((await sandbox.call('GET', '/groups?page=7')).body).toEqual([]);
    const far = await sandbox.call('GET', '/projects?page=501&per_page=100');
    expect([far.status, at(far.body, 'error')]).toEqual([
      405,
      expect.stringContaining('Offset pagination has a maximum allowed offset of 50000'),
    ]);
  });
  it('gives branches and trees by the name of the last one', async () => {
    for (const path of ['repository/branches', 'repository/tree']) {
      const whole = (await sandbox.call('GET', `${handbook}/${path}`)).body as unknown[];
      let next: string | undefined = `${handbook}/${path}?pagination=keyset&per_page=1`;
      const names: unknown[] = [];
      while (next !== undefined) {
        const answer = await sandbox.call('GET', next);
        expect(answer.headers.get('x-page')).toBeNull();
        names.push(...(answer.body as unknown[]).map((one) => at(one, 'name')));
        next = /<[^>]*\/api\/v4([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      }
      expect(names).toEqual(whole.map((one) => at(one, 'name')));
    }
  });
  it('follows keyset links to the end', async () => {
    const seen: unknown[] = [];
    let path: string | undefined = '/projects?membership=true&pagination=keyset&order_by=id&sort=asc&per_page=1';
    while (path !== undefined) {
      const answer = await sandbox.call('GET', path);
      seen.push(...(answer.body as unknown[]));
      expect(answer.headers.get('x-total')).toBeNull();
      path = /<[^>]*\/api\/v4([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(new Set(seen.map((one) => at(one, 'id'))).size).toBe(seen.length);
    expect((await sandbox.call('GET', '/projects?pagination=keyset&order_by=name')).status).toBe(405);
  });
});
