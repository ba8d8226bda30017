import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { routes } from '@amplication/contract';
import { startSandbox } from '@amplication/gitlab-sandbox';
import { enterProgram, findFreePort, startProgram } from '@amplication/test-kit';
import { connectByOAuth } from './support/authorize.ts';

/** Whether GitLab had changed the tokens already or not: afterwards they work, or the account says that it must reconnect. */
it(
  'is connected or asks to reconnect after the server was killed in the middle of a refresh',
  { timeout: 180_000 },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'amplication-refresh-'));
    await chmod(directory, 0o755);
    const port = await findFreePort();
    const environment = {
      DATA_DIR: join(directory, 'data'),
      PORT: String(port),
      SANDBOX_PORT: String(await findFreePort()),
      ALLOWED_HOSTS: '127.0.0.1',
    };
    // Its tokens end so soon that each use renews them.
    const gitlab = await startSandbox({
      port: 0,
      dataDir: join(directory, 'gitlab'),
      redirectUris: [`http://localhost:${port}/api/v1/git-authorizations/callback`],
      accessTokenSeconds: 30,
    });
    let program = startProgram(environment);
    try {
      await program.waitFor('Stop with Ctrl-C.');
      const first = await enterProgram(program);
      const workspaceId = first.session.workspaces[0]?.id ?? '';
      const { clientId, clientSecret } = gitlab.oauthApplication;
      await first.call(routes.enterGitInstance, {
        params: { workspaceId },
        body: { baseUrl: gitlab.url, clientId, clientSecret },
      });
      await connectByOAuth(first, workspaceId, gitlab.url);
      const accounts = await first.call(routes.listGitOrganizations, { params: { workspaceId } });
      const params = { gitOrganizationId: accounts.find(({ baseUrl }) => baseUrl === gitlab.url)?.id ?? '' };
      const refreshes = () => gitlab.requests.list().filter(({ path }) => path.startsWith('/oauth/token')).length;

      for (const waits of [0, 150]) {
        gitlab.requests.clear();
        gitlab.faults.add({ method: 'POST', path: /^\/oauth\/token/u, latencyMs: waits });
        const client = await enterProgram(program);
        client.call(routes.listNamespaces, { params }).catch(() => undefined);
        await vi.waitUntil(() => refreshes() > 0, { timeout: 15_000, interval: 1 });
        program.process.kill('SIGKILL');
        await program.exited;

        program = startProgram(environment);
        await program.waitFor('Stop with Ctrl-C.');
        const again = await enterProgram(program);
        const outcome = await again.call(routes.listNamespaces, { params }).then(
          () => 'connected',
          (error: { readonly problem?: { readonly code: string } }) => error.problem?.code,
        );
        const now = await again.call(routes.listGitOrganizations, { params: { workspaceId } });
        const health = now.find(({ id }) => id === params.gitOrganizationId)?.health;
        expect([
          ['connected', 'ok'],
          ['reconnect_required', 'reconnect'],
        ]).toContainEqual([outcome, health]);
        if (health === 'reconnect') await connectByOAuth(again, workspaceId, gitlab.url);
      }
    } finally {
      program.process.kill('SIGTERM');
      await program.exited;
      await gitlab.stop();
      await rm(directory, { recursive: true, force: true });
    }
  },
);
