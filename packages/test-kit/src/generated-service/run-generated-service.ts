import { randomBytes } from 'node:crypto';
import { findFreePort } from '../free-port.ts';
import { installModules } from './install-modules.ts';
import { machineEnvironment, runCommand } from './run-command.ts';
import { startScript, type RunningService } from './start-script.ts';

export interface GeneratedServiceOptions {
  /** Folder of the generated server: the one with its package.json. */
  readonly directory: string;
  /** An empty database, or one that an earlier version of the service migrated. */
  readonly databaseUrl: string;
  /** A free one by default. */
  readonly port?: number;
  /** Settings besides, such as CORS_ORIGINS. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Does what the generated README says (install, generate, build, migrate, start) and resolves once the service is ready. */
export async function startGeneratedService(options: GeneratedServiceOptions): Promise<RunningService> {
  const { directory, databaseUrl } = options;
  await buildGeneratedServer(directory);
  await runScript(directory, 'migrate', { DATABASE_URL: databaseUrl });
  return runGeneratedServer(options);
}

/** Installs, makes the Prisma client and compiles: what a server needs before it meets a database. */
export async function buildGeneratedServer(directory: string): Promise<void> {
  await installModules(directory);
  for (const script of ['generate', 'build']) await runScript(directory, script);
}

/** Runs one of a generated package's own scripts and answers the end of what it printed. */
export function runScript(
  directory: string,
  script: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  return runCommand('npm', ['run', script], { directory, environment: toEnvironment(settings) });
}

/** Starts a server that was built, over a database that was migrated. */
export async function runGeneratedServer(options: GeneratedServiceOptions): Promise<RunningService> {
  const port = options.port ?? (await findFreePort());
  return startScript({
    directory: options.directory,
    script: 'start',
    environment: toEnvironment({
      DATABASE_URL: options.databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      ...options.settings,
    }),
    url: `http://127.0.0.1:${port}`,
    ready: '/healthz/ready',
  });
}

/** The machine's own, with a secret to sign tokens with. */
function toEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...machineEnvironment(), TOKEN_SECRET: randomBytes(32).toString('base64url'), ...settings };
}
