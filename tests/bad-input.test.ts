import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@amplication/contract';
import { openStore, startStack, type Stack } from '@amplication/test-kit';

/** Wrong input of every kind: a problem+json with code and sentence, and nothing half-written. */
describe('bad input', () => {
  let stack: Stack;
  let projectId: string;
  let serviceId: string;
  let artistId: string;

  beforeAll(async () => {
    stack = await startStack();
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    projectId = (await stack.call(routes.listProjects, { params: { workspaceId } }))[0]?.id ?? '';
    serviceId = (await stack.call(routes.listServices, { params: { projectId } }))[0]?.id ?? '';
    artistId =
      (await stack.call(routes.listEntities, { params: { serviceId } })).find((entity) => entity.name === 'Artist')
        ?.id ?? '';
  });
  afterAll(() => stack.stop());

  interface Answer {
    readonly status: number;
    readonly type: string | null;
    readonly body: {
      readonly code: string;
      readonly detail: string;
      readonly status: number;
      readonly problems: readonly { readonly path: string }[];
    };
  }

  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = { authorization: `Bearer ${stack.token}` },
  ): Promise<Answer> => {
    const response = await fetch(`${stack.url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: (await response.json()) as Answer['body'],
    };
  };
  const expectProblem = (answer: Answer, status: number, code: string): void => {
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json'),
      body: { status, code },
    });
    expect(answer.body.detail.length).toBeGreaterThan(10);
  };
  const countEntities = async (): Promise<number> =>
    (await stack.call(routes.listEntities, { params: { serviceId } })).length;

  it('refuses an entity named class', async () => {
    const before = await countEntities();
    const answer = await send('POST', `/services/${serviceId}/entities`, { name: 'class' });
    expectProblem(answer, 422, 'reserved_name');
    expect(answer.body.problems).toMatchObject([{ path: 'name' }]);
    expect(await countEntities()).toBe(before);
  });

  it.each(['customer order', '1st', 'Straße', '', 'x'.repeat(101)])('refuses an entity named %j', async (name) => {
    expect((await send('POST', `/services/${serviceId}/entities`, { name })).status).toBeGreaterThanOrEqual(400);
  });

  it('refuses an entity whose name or plural is taken, in any case', async () => {
    expectProblem(await send('POST', `/services/${serviceId}/entities`, { name: 'ARTIST' }), 409, 'name_taken');
    expectProblem(await send('POST', `/services/${serviceId}/entities`, { name: 'Artists' }), 409, 'name_taken');
  });

  it('refuses two fields of one name', async () => {
    const path = `/services/${serviceId}/entities/${artistId}/fields`;
    const answer = await send('POST', path, { name: 'name', type: { kind: 'boolean' } });
    expectProblem(answer, 409, 'name_taken');
    const artist = await stack.call(routes.getEntity, { params: { serviceId, entityId: artistId } });
    expect(artist.fields.filter((field) => field.name === 'name')).toHaveLength(1);
  });

  it('refuses a field of an unknown type, and options that contradict each other', async () => {
    const path = `/services/${serviceId}/entities/${artistId}/fields`;
    expectProblem(await send('POST', path, { name: 'a', type: { kind: 'hologram' } }), 400, 'invalid_input');
    expectProblem(
      await send('POST', path, { name: 'a', type: { kind: 'whole-number', minimum: 5, maximum: 1 } }),
      422,
      'invalid_field',
    );
    expectProblem(
      await send('POST', path, { name: 'a', type: { kind: 'decimal-number', precision: 2, scale: 3 } }),
      422,
      'invalid_field',
    );
    expectProblem(
      await send('POST', path, { name: 'a', type: { kind: 'option-set', options: [] } }),
      400,
      'invalid_input',
    );
  });

  it('refuses a relation to an entity that is not there', async () => {
    const path = `/services/${serviceId}/entities/${artistId}/relations`;
    const body = { name: 'label', entityId: randomUUID(), inverse: { name: 'artists' } };
    expectProblem(await send('POST', path, body), 404, 'not_found');
    const artist = await stack.call(routes.getEntity, { params: { serviceId, entityId: artistId } });
    expect(artist.fields.some((field) => field.name === 'label')).toBe(false);
  });

  it('refuses a body of 5 MB', async () => {
    const answer = await send('POST', `/services/${serviceId}/entities`, {
      name: 'Big',
      displayName: 'x'.repeat(5_000_000),
    });
    expectProblem(answer, 413, 'body_too_large');
  });

  it('refuses what is no JSON', async () => {
    expectProblem(await send('POST', `/services/${serviceId}/entities`, '{"name": '), 400, 'invalid_input');
  });

  it('answers 404 for what belongs to another workspace, and for what never was', async () => {
    const stranger = await signUp('stranger@example.com');
    for (const path of [
      `/projects/${projectId}`,
      `/services/${serviceId}`,
      `/services/${serviceId}/entities`,
      `/projects/${projectId}/pending-changes`,
      `/projects/${projectId}/commits`,
    ]) {
      expectProblem(await send('GET', path, undefined, stranger), 404, 'not_found');
    }
    const missing = randomUUID();
    expectProblem(await send('GET', `/projects/${missing}`), 404, 'not_found');
    expectProblem(await send('GET', `/builds/${missing}`), 404, 'not_found');
    expectProblem(
      await send('POST', `/projects/${projectId}/commits`, { strategy: 'all-services' }, stranger),
      404,
      'not_found',
    );
    expectProblem(await send('GET', '/nowhere'), 404, 'not_found');
  });

  it('answers 401 without a session, and with a token that is none', async () => {
    expectProblem(await send('GET', `/projects/${projectId}`, undefined, {}), 401, 'unauthenticated');
    expectProblem(
      await send('GET', `/projects/${projectId}`, undefined, { authorization: 'Bearer amp_nonsense' }),
      401,
      'unauthenticated',
    );
    expectProblem(await send('GET', `/builds/${randomUUID()}/events`, undefined, {}), 401, 'unauthenticated');
  });

  it('refuses changes that another origin sends with our cookie', async () => {
    const body = { name: 'Evil' };
    const path = `/services/${serviceId}/entities`;
    expectProblem(
      await send('POST', path, body, { cookie: stack.cookie, origin: 'http://localhost:1' }),
      403,
      'wrong_origin',
    );
    expectProblem(
      await send('POST', path, body, { cookie: stack.cookie, origin: stack.sandbox.url }),
      403,
      'wrong_origin',
    );
    expectProblem(await send('POST', path, body, { cookie: stack.cookie }), 403, 'wrong_origin');
  });

  it('refuses an unknown repository and keeps the settings that were', async () => {
    const organization = await connect();
    const answer = await send('PUT', `/projects/${projectId}/git-settings`, {
      gitOrganizationId: organization,
      externalRepositoryId: 999_999,
    });
    expectProblem(answer, 404, 'not_found');
    expect(await stack.call(routes.getProjectGitSettings, { params: { projectId } })).toMatchObject({ settings: null });
  });

  it('refuses branch names that git refuses', async () => {
    const organization = await connect();
    const [repository] = (
      await stack.call(routes.listRepositories, {
        params: { gitOrganizationId: organization },
        query: { search: 'handbook' },
      })
    ).items;
    const settings = { gitOrganizationId: organization, externalRepositoryId: repository?.externalId };
    for (const syncBranch of ['a..b', '-x', 'a b', 'x.lock', '/a', 'a/']) {
      expectProblem(
        await send('PUT', `/projects/${projectId}/git-settings`, { ...settings, syncBranch }),
        422,
        'invalid_name',
      );
    }
    expectProblem(
      await send('PUT', `/projects/${projectId}/git-settings`, { ...settings, baseBranch: 'amplication' }),
      400,
      'invalid_input',
    );
  });

  it('refuses an access token that GitLab does not know, or that only reads, and stores nothing', async () => {
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    const before = await countConnections();
    const answer = await send('POST', `/workspaces/${workspaceId}/git-organizations`, {
      baseUrl: stack.sandbox.url,
      accessToken: 'glpat-nonsense',
    });
    expectProblem(answer, 422, 'token_refused');
    const accessToken = stack.sandbox.tokens.readonly;
    const readOnly = await send('POST', `/workspaces/${workspaceId}/git-organizations`, {
      baseUrl: stack.sandbox.url,
      accessToken,
    });
    expectProblem(readOnly, 422, 'token_refused');
    expect(readOnly.body.detail).toContain('scope api');
    expect(await countConnections()).toBe(before);
  });

  it('connects no private host that the operator does not allow, and sends it nothing', async () => {
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    for (const baseUrl of ['http://127.0.0.1:1', 'http://localhost:1', 'http://169.254.169.254', 'http://[::1]:1']) {
      const answer = await send('POST', `/workspaces/${workspaceId}/git-organizations`, {
        baseUrl,
        accessToken: 'glpat-x',
      });
      expectProblem(answer, 400, 'invalid_input');
      expect(answer.body.detail).toContain('ALLOWED_HOSTS');
    }
  });

  it('does not sign in with a wrong password, nor as the demo user with any', async () => {
    await signUp('known@example.com');
    expectProblem(
      await send('POST', '/sign-in', { email: 'known@example.com', password: 'wrong password' }, {}),
      401,
      'wrong_credentials',
    );
    expectProblem(
      await send('POST', '/sign-in', { email: 'nobody@example.com', password: 'wrong password' }, {}),
      401,
      'wrong_credentials',
    );
    expectProblem(
      await send('POST', '/sign-in', { email: 'demo@example.com', password: 'demo demo demo' }, {}),
      401,
      'wrong_credentials',
    );
    expectProblem(
      await send('POST', '/sign-up', { name: 'Again', email: 'known@example.com', password: 'long enough 1' }, {}),
      409,
      'name_taken',
    );
    expectProblem(
      await send('POST', '/sign-up', { name: 'Short', email: 'short@example.com', password: 'short' }, {}),
      400,
      'invalid_input',
    );
  });

  it('ends a session for good when a user signs out', async () => {
    const headers = await signUp('leaver@example.com');
    await fetch(`${stack.url}/api/v1/sign-out`, { method: 'POST', headers });
    const [sessionCookie = ''] = headers.cookie.split('; ');
    expectProblem(await send('GET', '/session', undefined, { cookie: sessionCookie }), 401, 'unauthenticated');
  });

  it('gives a user whose sign-up was cut off the workspace that is missing', async () => {
    const headers = await signUp('cut-off@example.com');
    await openStore(stack.databaseUrl, (query) =>
      query(
        `delete from workspace using member, "user" where member.workspace_id = workspace.id and member.user_id = "user".id and email = 'cut-off@example.com'`,
      ),
    );
    const read = () => fetch(`${stack.url}/api/v1/session`, { headers }).then((response) => response.json());
    const sessions = await Promise.all([read(), read(), read()]);
    for (const session of [...sessions, await read()])
      expect(session).toMatchObject({ workspaces: [{ name: "Stranger's workspace" }] });
  });

  it('makes no API token for whoever has only an API token', async () => {
    expectProblem(await send('POST', '/api-tokens', { name: 'more' }), 403, 'forbidden');
  });

  const connect = async (): Promise<string> => {
    const workspaceId = stack.session.workspaces[0]?.id ?? '';
    const body = { baseUrl: stack.sandbox.url, accessToken: stack.sandbox.tokens.owner };
    return (await stack.call(routes.connectWithToken, { params: { workspaceId }, body })).id;
  };
  const countConnections = async (): Promise<unknown> =>
    (await openStore(stack.databaseUrl, (query) => query('select count(*) from git_organization')))[0]?.['count'];
  const signUp = async (email: string): Promise<{ readonly cookie: string; readonly origin: string }> => {
    const response = await fetch(`${stack.url}/api/v1/sign-up`, {
      method: 'POST',
      headers: { origin: stack.url, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Stranger', email, password: 'long enough 1' }),
    });
    expect(response.status).toBe(201);
    return {
      origin: stack.url,
      cookie: response.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; '),
    };
  };
});
