import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface StartOptions {
  readonly port: number;
  readonly dataDir: string;
  readonly redirectUris: readonly string[];
}

/** Starts a sandbox with a new folder, which goes with it. The package of the sandbox is the tests' alone to import. */
export async function openSandbox<Sandbox extends { stop(): Promise<void> }>(
  start: (options: StartOptions) => Promise<Sandbox>,
  redirectUris: readonly string[] = [],
): Promise<Sandbox & AsyncDisposable> {
  const dataDir = await mkdtemp(join(tmpdir(), 'provider-test-'));
  const sandbox = await start({ port: 0, dataDir, redirectUris });
  return {
    ...sandbox,
    [Symbol.asyncDispose]: async () => {
      await sandbox.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
