import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem, createApiClient, routes, toUrl } from './index.ts';

describe('the address of a route', () => {
  it('has its parameters filled in and its query appended', () => {
    const params = { serviceId: 'a', entityId: 'b' };
    expect(toUrl('http://x', routes.getEntity, { params })).toBe('http://x/api/v1/services/a/entities/b');
    expect(toUrl('', routes.listCommits, { params: { projectId: 'p' }, query: { limit: 5, cursor: 'a&b' } })).toBe(
      '/api/v1/projects/p/commits?limit=5&cursor=a%26b',
    );
  });

  it('leaves out what is not given', () => {
    const query = { limit: undefined, serviceId: null };
    expect(toUrl('', routes.listCommits, { params: { projectId: 'p' }, query })).toBe('/api/v1/projects/p/commits');
    expect(toUrl('', routes.getSession, {})).toBe('/api/v1/session');
  });

  it('keeps a parameter in its place, whatever it holds', () => {
    expect(toUrl('', routes.getProject, { params: { projectId: '../a?b#c/%' } })).toBe(
      '/api/v1/projects/..%2Fa%3Fb%23c%2F%25',
    );
  });
});

describe('a client', () => {
  let server: Server;
  let url: string;
  let received: {
    method: string | undefined;
    url: string | undefined;
    headers: IncomingMessage['headers'];
    body: string;
  };
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received = { method: request.method, url: request.url, headers: request.headers, body };
        answer(response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const reply = (status: number, body: string, type = 'application/json'): void => {
    answer = (response) => response.writeHead(status, { 'content-type': type, 'x-request-id': 'req-7' }).end(body);
  };
  const project = { id: 'p', name: 'Store' };
  const createProject = () =>
    createApiClient({ baseUrl: url, token: 'secret' }).call(routes.createProject, {
      params: { workspaceId: 'w' },
      body: { name: 'Store' },
    });
  const problemOf = async (call: Promise<unknown>): Promise<ApiProblem['problem']> => {
    const error: unknown = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof ApiProblem) return error.problem;
    throw new Error(`Not a problem: ${String(error)}`);
  };

  it('sends the body as JSON with the token, and gives the answer back', async () => {
    reply(201, JSON.stringify(project));
    expect(await createProject()).toEqual(project);
    expect(received).toMatchObject({ method: 'POST', url: '/api/v1/workspaces/w/projects', body: '{"name":"Store"}' });
    expect(received.headers).toMatchObject({ authorization: 'Bearer secret', 'content-type': 'application/json' });
  });

  it('sends neither body nor token where there is none', async () => {
    reply(200, '[]');
    await createApiClient({ baseUrl: url }).call(routes.listProjects, { params: { workspaceId: 'w' } });
    expect(received).toMatchObject({ method: 'GET', body: '' });
    expect(received.headers).not.toHaveProperty('authorization');
    expect(received.headers).not.toHaveProperty('content-type');
  });

  it('answers nothing where the server does', async () => {
    reply(204, '');
    expect(await createApiClient({ baseUrl: url }).call(routes.deleteApiToken, { params: { tokenId: 't' } })).toBe(
      undefined,
    );
  });

  it('throws the problem that the server tells', async () => {
    const problem = {
      type: 'urn:amplication:problem:name_taken',
      title: 'Conflict',
      status: 409,
      code: 'name_taken',
      detail: 'The name is taken.',
      requestId: 'req-1',
      problems: [{ path: 'name', message: 'Taken.' }],
    };
    reply(409, JSON.stringify(problem), 'application/problem+json');
    expect(await problemOf(createProject())).toEqual(problem);
  });

  it.each([
    ['a page of HTML', 502, '<html>Bad gateway</html>'],
    ['JSON that is no problem', 500, '{"error":"x"}'],
    ['nothing', 503, ''],
    ['a success that is HTML', 200, '<html>Sign in to the network</html>'],
    ['a success that is empty', 201, ''],
  ])('throws a problem of its own for %s', async (_what, status, body) => {
    reply(status, body, 'text/html');
    expect(await problemOf(createProject())).toMatchObject({ code: 'unexpected_answer', status, requestId: 'req-7' });
  });

  it('passes on that nobody answered, or that the caller gave up', async () => {
    const client = createApiClient({ baseUrl: 'http://127.0.0.1:1' });
    await expect(client.call(routes.getSession, {})).rejects.toThrow(TypeError);
    const signal = AbortSignal.abort();
    await expect(createApiClient({ baseUrl: url }).call(routes.getSession, {}, { signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
