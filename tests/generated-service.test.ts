import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { routes } from '@amplication/contract';
import { connectRepository, createTestDatabase, startGeneratedService, startStack } from '@amplication/test-kit';

it(
  'leaves a service in the repository that installs, compiles and answers against a real PostgreSQL',
  { timeout: 300_000 },
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'amplication-clone-'));
    const stack = await startStack();
    const database = await createTestDatabase();
    try {
      const { projectId, repository } = await connectRepository(stack, 'store');
      const commit = await stack.call(routes.createCommit, {
        params: { projectId },
        body: { strategy: 'all-services' },
      });
      expect(await stack.waitForBuild(commit.builds[0]?.id ?? '')).toMatchObject({ state: 'proposed' });

      const url = `${stack.sandbox.url.replace('//', `//oauth2:${stack.sandbox.tokens.developer}@`)}/${repository.fullPath}.git`;
      // Not the synchronous one: the sandbox that git talks to lives in this very process.
      await promisify(execFile)('git', ['clone', '--quiet', '--branch', 'amplication', url, directory]);
      const service = await startGeneratedService({
        directory: join(directory, 'apps/chinook-server'),
        databaseUrl: database.url,
      });
      try {
        const list = await fetch(`${service.url}/api/artists`);
        expect(list.status).toBe(200);
        expect(await list.json()).toMatchObject({ items: [], total: 0 });
        const created = await fetch(`${service.url}/api/artists`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'AC/DC' }),
        });
        expect(created.status).toBe(201);
        expect(await (await fetch(`${service.url}/api/artists`)).json()).toMatchObject({
          items: [{ name: 'AC/DC' }],
          total: 1,
        });
      } finally {
        await service.stop();
      }
    } finally {
      await stack.stop();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    }
  },
);
