import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '@amplication/gitlab-sandbox';
import { createSecrets, findBuiltFiles, parseConfig, startServer } from '@amplication/server';
import type { Secrets } from '@amplication/use-cases';
import { enterAsDemo, type DemoClient } from './demo-client.ts';
import { findFreePort } from './free-port.ts';
import { createTestDatabase } from './test-database.ts';

/** The whole product in this process: server with worker, real database, sandbox on a socket. */
export interface Stack extends DemoClient {
  readonly sandbox: Sandbox;
  readonly databaseUrl: string;
  /** Reads what the database keeps encrypted. */
  readonly secrets: Secrets;
  readonly stop: () => Promise<void>;
}

/** Starts the stack on free ports with an empty database; `npm test` has built what it runs. */
export async function startStack(
  options: { readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<Stack> {
  const database = await createTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'amplication-stack-'));
  const encryptionKey = randomBytes(32).toString('hex');
  const environment = {
    PORT: String(await findFreePort()),
    SANDBOX_PORT: String(await findFreePort()),
    DATA_DIR: directory,
    DATABASE_URL: database.url,
    ENCRYPTION_KEY: encryptionKey,
    LOG_LEVEL: 'error',
    ...options.environment,
  };
  // The server's build lies beside its sources.
  const built = new URL('../../../apps/server/dist/', import.meta.url).href;
  const server = await startServer(parseConfig(environment, directory), findBuiltFiles(built));
  const { sandbox } = server;
  if (sandbox === undefined) throw new Error('The stack needs the sandbox.');
  const stop = async (): Promise<void> => {
    await server.stop();
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  };
  const secrets = createSecrets([encryptionKey]);
  return { ...(await enterAsDemo(server.url)), sandbox, databaseUrl: database.url, secrets, stop };
}
