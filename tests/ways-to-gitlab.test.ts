import { execFile } from 'node:child_process';
import { createServer as createPlainServer, request, type IncomingMessage, type Server } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@amplication/contract';
import { startSandbox, type Sandbox } from '@amplication/gitlab-sandbox';
import { connectRepository, findFreePort, openStore, startStack, type Stack } from '@amplication/test-kit';

const run = promisify(execFile);
const hasOpenssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
);

const generate = async (stack: Stack, projectId: string) => {
  const body = { message: '', strategy: 'all-services' } as const;
  const commit = await stack.call(routes.createCommit, { params: { projectId }, body });
  return stack.waitForBuild(commit.builds[0]?.id ?? '');
};

/** A GitLab whose certificate the usual authorities do not know. */
describe.skipIf(!hasOpenssl)('a GitLab with a certificate of its own', () => {
  let directory: string;
  let gitlab: Sandbox;
  let front: Server;
  let stack: Stack;
  let workspaceId: string;
  let certificate: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'own-certificate-'));
    const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    await run('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      cert,
      ...names,
    ]);
    certificate = await readFile(cert, 'utf8');
    const [port, tlsPort] = [await findFreePort(), await findFreePort()];
    const publicUrl = `https://localhost:${tlsPort}`;
    gitlab = await startSandbox({ port, dataDir: join(directory, 'gitlab'), redirectUris: [], publicUrl });
    front = createServer({ key: await readFile(key), cert: certificate }, (incoming, response) => {
      const { method, url, headers } = incoming;
      const outgoing = request({ port, host: '127.0.0.1', method, path: url, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      incoming.pipe(outgoing);
    });
    await new Promise<void>((resolve) => front.listen(tlsPort, '127.0.0.1', resolve));
    stack = await startStack({ environment: { ALLOWED_HOSTS: `localhost:${tlsPort}` } });
    workspaceId = stack.session.workspaces[0]?.id ?? '';
  });
  afterAll(async () => {
    await stack.stop();
    front.close();
    await gitlab.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const enter = (body: object) =>
    stack.call(routes.enterGitInstance, { params: { workspaceId }, body: { baseUrl: gitlab.url, ...body } });

  it('is not trusted without it, and the sentence says so', async () => {
    await expect(enter({})).rejects.toMatchObject({
      problem: {
        code: 'invalid_input',
        problems: [{ path: 'baseUrl', message: expect.stringMatching(/certificate/iu) }],
      },
    });
  });

  it('is reached with it, by REST and by git', async () => {
    expect(await enter({ certificate })).toMatchObject({ hasCertificate: true, oauth: false });
    const { projectId } = await connectRepository({ ...stack, sandbox: gitlab }, 'trusted');
    expect(await generate(stack, projectId)).toMatchObject({ state: 'proposed', mergeRequest: { number: 1 } });
  });

  it('is what its connected accounts use, also when it is changed later', async () => {
    const [account] = await stack.call(routes.listGitOrganizations, { params: { workspaceId } });
    const list = () =>
      stack.call(routes.listNamespaces, { params: { gitOrganizationId: account?.id ?? '' } }).then(
        ({ items }) => items.length > 0,
        () => false,
      );
    const known = `update git_organization set certificate = null`;
    await openStore(stack.databaseUrl, (query) => query(known));
    expect(await list()).toBe(false);
    await enter({ certificate });
    expect(await list()).toBe(true);
  });
});

/** The operator's proxy is the only way out. */
describe('a proxy', () => {
  let stack: Stack;
  let proxy: Server;
  const tunnels: string[] = [];
  const forwarded: string[] = [];

  beforeAll(async () => {
    proxy = createPlainServer((incoming, response) => {
      const target = new URL(incoming.url ?? '');
      forwarded.push(target.pathname);
      const { method, headers } = incoming;
      const outgoing = request(target, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      incoming.pipe(outgoing);
    });
    proxy.on('connect', (incoming: IncomingMessage, socket) => {
      tunnels.push(incoming.url ?? '');
      const { hostname, port } = new URL(`http://${incoming.url ?? ''}`);
      const through = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        through.pipe(socket);
        socket.pipe(through);
      });
      for (const end of [through, socket]) end.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    stack = await startStack({ environment: { HTTP_PROXY: `http://127.0.0.1:${port}` } });
  });
  afterAll(async () => {
    await stack.stop();
    proxy.close();
  });

  it('is used by REST and by git', async () => {
    const { projectId } = await connectRepository(stack, 'far');
    expect(await generate(stack, projectId)).toMatchObject({ state: 'proposed' });
    const { host } = new URL(stack.sandbox.url);
    expect([...tunnels, ...forwarded.map(() => host)]).toContain(host);
    expect(tunnels.length + forwarded.filter((path) => path.startsWith('/api/')).length).toBeGreaterThan(0);
    expect(forwarded).toContain('/acme/platform/far.git/git-receive-pack');
  });
});
