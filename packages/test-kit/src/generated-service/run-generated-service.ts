import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { newOutput, runCommand, type Output } from './run-command.ts';

export interface GeneratedServiceOptions {
  /** Folder of the generated server: the one with its package.json. */
  readonly directory: string;
  /** An empty database, or one that an earlier version of the service migrated. */
  readonly databaseUrl: string;
  /** A free one by default. */
  readonly port?: number;
}

export interface RunningService {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  /** Asks the service to stop and waits until it has. Safe to call twice. */
  stop(): Promise<void>;
}

const STEPS: readonly (readonly string[])[] = [
  ['ci', '--no-audit', '--no-fund'],
  ['run', 'generate'],
  ['run', 'build'],
  ['run', 'migrate'],
];
const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

/** Does what the generated README says (install, generate, build, migrate, start) and resolves once the service is ready. */
export async function startGeneratedService(options: GeneratedServiceOptions): Promise<RunningService> {
  const port = options.port ?? (await findFreePort());
  const environment = {
    ...process.env,
    DATABASE_URL: options.databaseUrl,
    HOST: '127.0.0.1',
    PORT: String(port),
    NO_COLOR: '1',
  };
  for (const args of STEPS) await runCommand('npm', args, { directory: options.directory, environment });

  // `npm start` would stand between us and the service's signals.
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: options.directory,
    env: environment,
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

async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
