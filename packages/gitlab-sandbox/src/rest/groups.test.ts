import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.dispose());

const paths = async (query: string): Promise<unknown[]> =>
  ((await sandbox.call('GET', `/groups?${query}`)).body as unknown[]).map((one) => at(one, 'full_path'));

describe('groups', () => {
  it('are told apart by whether they wait to be deleted', async () => {
    const body = { name: 'Short lived', path: 'short-lived' };
    const id = String(at((await sandbox.call('POST', '/groups', { body })).body, 'id'));
    expect((await sandbox.call('DELETE', `/groups/${id}`)).status).toBe(202);
    expect(await paths('active=false')).toEqual(['short-lived']);
    expect(await paths('active=true')).toEqual(['acme', 'acme/payments', 'acme/platform']);
    expect(await paths('archived=true')).toEqual([]);
    expect((await sandbox.call('GET', '/groups?active=nonsense')).text).toBe('{"error":"active is invalid"}');
  });

  it('show statistics and the runners token to owners only', async () => {
    const asked = await sandbox.call('GET', '/groups?statistics=true&search=acme');
    expect(at(asked.body, 0, 'statistics', 'storage_size')).toBe(0);
    expect(at((await sandbox.call('GET', '/groups/acme')).body, 'runners_token')).toMatch(/^GR1348941/);
    const { developer: token } = sandbox.tokens;
    expect((await sandbox.call('GET', '/groups/acme', { token })).body).not.toHaveProperty('runners_token');
    const other = await sandbox.call('GET', '/groups?statistics=true', { token });
    expect(at(other.body, 0)).not.toHaveProperty('statistics');
  });
});
