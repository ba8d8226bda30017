import { createServer } from 'node:net';
import { getGitVersion } from '@amplication/git';
import type { Config } from './config/config.ts';
import { StartupError } from './startup-error.ts';

const OLDEST_GIT = { major: 2, minor: 38 };

/** Finds out, before anything is started, what would make the start fail later. Throws StartupError. */
export async function preflight(config: Pick<Config, 'host' | 'port' | 'sandboxPort'>): Promise<void> {
  await requireGit();
  await requireFreePort(config.host, config.port, 'PORT');
  if (config.sandboxPort !== undefined) await requireFreePort('127.0.0.1', config.sandboxPort, 'SANDBOX_PORT');
}

async function requireGit(): Promise<void> {
  const wanted = `git ${OLDEST_GIT.major}.${OLDEST_GIT.minor} or newer`;
  const version = await getGitVersion().catch((error: unknown) => {
    throw new StartupError(`git was not found: install ${wanted} and put it on the PATH.`, { cause: error });
  });
  const isNew =
    version.major > OLDEST_GIT.major || (version.major === OLDEST_GIT.major && version.minor >= OLDEST_GIT.minor);
  if (!isNew) throw new StartupError(`git ${version.major}.${version.minor} is too old: install ${wanted}.`);
}

function requireFreePort(host: string, port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new StartupError(`Port ${port} is taken by another program: stop it, or set ${variable} to a free port.`)
          : new StartupError(
              `Port ${port} on ${host} cannot be used (${error.code ?? error.message}): set ${variable} or HOST.`,
              { cause: error },
            ),
      );
    });
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}
