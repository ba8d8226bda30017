import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '../free-port.ts';
import { installModules } from './install-modules.ts';
import { newOutput, runCommand, type Output } from './run-command.ts';

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

export interface RunningService {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  /** Asks the service to stop and waits until it has. Safe to call twice. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

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
  // `npm start` would stand between us and the service's signals.
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: options.directory,
    env: toEnvironment({
      DATABASE_URL: options.databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      ...options.settings,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = newOutput();
  child.stdout.on('data', output.add);
  child.stderr.on('data', output.add);
  const url = `http://127.0.0.1:${port}`;
  try {
    await waitUntilReady(child, `${url}/healthz/ready`, output);
  } catch (error) {
    await stopChild(child);
    throw error;
  }
  return { url, stop: () => stopChild(child) };
}

/** The machine's own, without what vitest told this process of itself. */
function toEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NODE_ENV: _, VITEST: __, ...machine } = process.env;
  return { ...machine, NO_COLOR: '1', TOKEN_SECRET: randomBytes(32).toString('base64url'), ...settings };
}

async function waitUntilReady(child: ChildProcess, address: string, output: Output): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (hasEnded(child))
      throw new Error(`The generated service stopped at start (exit code ${child.exitCode}):\n${output.tail()}`);
    if (await answers(address)) return;
    await delay(50);
  }
  throw new Error(`The generated service was not ready within ${READY_WITHIN_MS / 1000} s:\n${output.tail()}`);
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(killer);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
