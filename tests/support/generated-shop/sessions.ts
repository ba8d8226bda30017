import { expect, it } from 'vitest';
import { newApiClient, type Answer, type ApiClient } from '../generated-service/api-client.ts';
import { bodies, PASSWORD, signIn, type Shop } from './open-shop.ts';

const GRACE_SECONDS = 10;
/** Moves the time at which tokens were replaced beyond it. */
const GRACE_PASSED = {
  postgresql: `update "AuthSession" set "renewedAt" = "renewedAt" - interval '${GRACE_SECONDS + 1} seconds'`,
  mysql: `update AuthSession set renewedAt = renewedAt - interval ${GRACE_SECONDS + 1} second`,
} as const;

/** Signing in and out, sessions and their limits, where `production` sees each test come from an address of its own. */
export function testSessions(shop: () => Shop): void {
  let addresses = 0;
  const comeFromElsewhere = (): ApiClient =>
    newApiClient(shop().production.url, { 'x-forwarded-for': `192.0.2.${(addresses += 1)}` });
  const tokenOf = (answer: Answer): string =>
    /^refresh_token=([^;]*)/u.exec(answer.headers.getSetCookie()[0] ?? '')?.[1] ?? '';
  const refresh = (client: ApiClient, token: string): Promise<Answer> =>
    client.send('POST', 'auth/refresh', { headers: { cookie: `theme=dark; refresh_token=${token}` } });
  const enter = async (): Promise<{ readonly client: ApiClient; readonly token: string; readonly answer: Answer }> => {
    const client = comeFromElsewhere();
    const answer = await client.post('auth/sign-in', { username: 'the clerk', password: PASSWORD });
    expect(answer.status).toBe(200);
    return { client, token: tokenOf(answer), answer };
  };
  /** As if the grace of tokens that were replaced had passed. */
  const letGracePass = (): Promise<unknown> => shop().database.execute(GRACE_PASSED[shop().database.kind]);

  it('prints the password of the seeded user once, and it is long', async () => {
    expect(shop().seededPassword.length).toBeGreaterThanOrEqual(20);
    const { body } = await shop().seeded.get('auth/me');
    expect(body).toEqual({ id: expect.any(String), username: 'admin', roles: ['admin', 'clerk', 'manager'] });
  });

  it('answers a token for minutes, who it is, and a cookie that scripts and other sites do not get', async () => {
    const { answer, client } = await enter();
    expect(answer.body).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/u),
      expiresIn: expect.any(Number),
      user: { id: expect.any(String), username: 'the clerk', roles: ['clerk'] },
    });
    expect(Number(answer.body['expiresIn'])).toBeLessThanOrEqual(900);
    const [cookie = ''] = answer.headers.getSetCookie();
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/api/auth', 'Max-Age='])
      expect(cookie.toLowerCase()).toContain(flag.toLowerCase());
    expect(cookie).toContain('Secure');
    const authorization = `Bearer ${String(answer.body['accessToken'])}`;
    expect((await client.send('GET', 'auth/me', { headers: { authorization } })).body).toMatchObject({
      username: 'the clerk',
      roles: ['clerk'],
    });
    expect((await client.get('auth/me')).status).toBe(401);
  });

  it.each([
    ['a wrong password', 'the clerk', 'a wrong password', 401],
    ['a name that there is not', 'nobody', PASSWORD, 401],
    ['a name in other letters', 'THE CLERK', PASSWORD, 401],
    ['an empty password', 'the clerk', '', 401],
    ['an operator in place of a name', { contains: '' }, PASSWORD, 422],
    ['no password', 'the clerk', undefined, 422],
    ['a password that is far too long', 'the clerk', 'x'.repeat(100_000), 422],
  ])('lets nobody in with %s', async (_, username, password, status) => {
    const answer = await comeFromElsewhere().post('auth/sign-in', { username, password });
    expect(answer).toMatchObject({ status, body: { status } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    if (status === 401) expect(answer.body['detail']).toBe('The username or password is wrong.');
  });

  it('answers 429 to too many tries, of whichever user, and goes on for others', async () => {
    const client = comeFromElsewhere();
    const tries = Array.from({ length: 15 }, (_, index) => index);
    const answers = [];
    for (const index of tries)
      answers.push(await client.post('auth/sign-in', { username: `somebody ${index}`, password: 'x' }));
    expect(answers.map(({ status }) => status)).toEqual([...Array(10).fill(401), ...Array(5).fill(429)]);
    expect(answers.at(-1)).toMatchObject({ body: { title: 'Too Many Requests', status: 429 } });
    expect(answers.at(-1)?.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
    await enter();
  });

  it('answers 429 beyond REQUESTS_PER_MINUTE, but always says whether it is alive', async () => {
    const client = comeFromElsewhere();
    const statuses = [];
    for (let index = 0; index < 42; index += 1) statuses.push((await client.get('categories')).status);
    expect(statuses).toEqual([...Array(40).fill(200), 429, 429]);
    expect((await client.get('/healthz/live')).status).toBe(200);
    expect((await client.get('/healthz/ready')).status).toBe(200);
    expect((await comeFromElsewhere().get('categories')).status).toBe(200);
  });

  it('counts all that one address asks for together, not each list apart', async () => {
    const client = comeFromElsewhere();
    const statuses = [];
    for (let index = 0; index < 42; index += 1)
      statuses.push((await client.get(['categories', 'products', 'orders'][index % 3] ?? '')).status);
    expect(statuses.slice(40)).toEqual([429, 429]);
  });

  it('limits GraphQL, too', async () => {
    const client = comeFromElsewhere();
    let last: Answer | undefined;
    for (let index = 0; index < 41; index += 1) last = await client.graphql('{ categories { total } }');
    expect(last?.status === 429 || last?.text.includes('TOO_MANY_REQUESTS')).toBe(true);
  });

  it('renews a session with a new token each time', async () => {
    const { client, token } = await enter();
    const first = await refresh(client, token);
    expect(first).toMatchObject({ status: 200, body: { user: { username: 'the clerk' } } });
    expect(tokenOf(first)).not.toBe(token);
    const second = await refresh(client, tokenOf(first));
    expect(second.status).toBe(200);
    expect(new Set([token, tokenOf(first), tokenOf(second)]).size).toBe(3);
  });

  it('ends the session when a token that was replaced is used again', async () => {
    const { client, token } = await enter();
    const renewed = tokenOf(await refresh(client, token));
    await letGracePass();
    expect(await refresh(client, token)).toMatchObject({ status: 401, body: { title: 'Unauthorized' } });
    expect((await refresh(client, renewed)).status).toBe(401);
  });

  it('lets two tabs renew at the same time', async () => {
    const { client, token } = await enter();
    const answers = await Promise.all([refresh(client, token), refresh(client, token)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('leaves the cookie of a tab that was quicker alone', async () => {
    const { client, token } = await enter();
    const quick = tokenOf(await refresh(client, token));
    const late = await refresh(client, token);
    expect(late.status).toBe(200);
    await letGracePass();
    const cookie = tokenOf(late) === '' ? quick : tokenOf(late);
    expect((await refresh(client, cookie)).status).toBe(200);
  });

  it('renews nothing with a token that looks like one', async () => {
    expect((await refresh(comeFromElsewhere(), `${'0'.repeat(36)}.${'x'.repeat(43)}`)).status).toBe(401);
  });

  it.each(['', 'x', '%00', "'; drop table users"])('renews nothing with the token %j', async (token) => {
    expect((await refresh(comeFromElsewhere(), token)).status).toBe(401);
  });

  it('signs out: the cookie goes, and its token is worth nothing', async () => {
    const { client, token } = await enter();
    const out = await client.send('POST', 'auth/sign-out', { headers: { cookie: `refresh_token=${token}` } });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^refresh_token=;.*Path=\/api\/auth.*Expires=Thu, 01 Jan 1970/u);
    expect((await refresh(client, token)).status).toBe(401);
    expect((await client.post('auth/sign-out')).status).toBe(204);
  });

  it('ends the sessions of a user who is deleted, and reads changed roles anew', async () => {
    const user = await shop().seeded.create('users', { ...bodies.users(), roles: ['clerk'] });
    const client = comeFromElsewhere();
    const answer = await client.post('auth/sign-in', { username: user['username'], password: PASSWORD });
    await shop().seeded.patch(`users/${user.id}`, { roles: ['manager'] });
    const renewed = await refresh(client, tokenOf(answer));
    expect(renewed.body).toMatchObject({ user: { roles: ['manager'] } });
    await shop().seeded.delete(`users/${user.id}`);
    expect((await refresh(client, tokenOf(renewed))).status).toBe(401);
  });

  it('ends the sessions of a user whose password is changed', async () => {
    const user = await shop().seeded.create('users', bodies.users());
    const client = comeFromElsewhere();
    const answer = await client.post('auth/sign-in', { username: user['username'], password: PASSWORD });
    await shop().seeded.patch(`users/${user.id}`, { password: 'another long password' });
    await signIn(shop().url, String(user['username']), 'another long password');
    expect((await refresh(client, tokenOf(answer))).status).toBe(401);
  });

  it('signs nobody in by GET, and by no form of another site', async () => {
    const client = comeFromElsewhere();
    expect((await client.get('auth/sign-in')).status).toBe(404);
    const form = await client.send('POST', 'auth/sign-in', {
      body: `username=the+clerk&password=${encodeURIComponent(PASSWORD)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([400, 415, 422]).toContain(form.status);
  });
}
