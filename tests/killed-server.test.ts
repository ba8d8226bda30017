import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { routes } from '@amplication/contract';
import { connectRepository, enterProgram, findFreePort, startProgram } from '@amplication/test-kit';

it(
  'finishes a build whose server was killed, with one merge request and no duplicate commit',
  { timeout: 180_000 },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'amplication-killed-'));
    await chmod(directory, 0o755);
    const environment = {
      DATA_DIR: join(directory, 'data'),
      PORT: String(await findFreePort()),
      SANDBOX_PORT: String(await findFreePort()),
    };
    let program = startProgram(environment);
    try {
      await program.waitFor('Stop with Ctrl-C.');
      const first = await enterProgram(program);
      const { projectId, repository } = await connectRepository(first, 'store');
      const commit = await first.call(routes.createCommit, {
        params: { projectId },
        body: { strategy: 'all-services' },
      });
      const buildId = commit.builds[0]?.id ?? '';
      await first.waitForLog(buildId, 'Fetching');
      program.process.kill('SIGKILL');
      await program.exited;

      program = startProgram(environment);
      await program.waitFor('Stop with Ctrl-C.');
      const second = await enterProgram(program);
      expect(await second.waitForBuild(buildId)).toMatchObject({ state: 'proposed', mergeRequest: { number: 1 } });
      const headers = { 'private-token': second.sandbox.tokens.owner };
      const api = `${second.sandbox.url}/api/v4/projects/${repository.externalId}`;
      const mergeRequests = (await (await fetch(`${api}/merge_requests`, { headers })).json()) as unknown[];
      expect(mergeRequests).toHaveLength(1);
      const commits = (await (await fetch(`${api}/merge_requests/1/commits`, { headers })).json()) as unknown[];
      expect(commits).toHaveLength(1);
    } finally {
      program.process.kill('SIGTERM');
      await program.exited;
      await rm(directory, { recursive: true, force: true });
    }
  },
);
