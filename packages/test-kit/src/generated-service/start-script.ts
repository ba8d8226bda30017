import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, stopChild } from '../stop-child.ts';
import { newOutput, type Output } from './run-command.ts';

export interface ScriptOptions {
  /** Folder of the generated package. */
  readonly directory: string;
  /** Such as `start`. */
  readonly script: string;
  /** Of the script, beside those in package.json. */
  readonly args?: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Where it will listen, without a slash at its end. */
  readonly url: string;
  /** The path that answers 200 once it is ready. */
  readonly ready: string;
}

export interface RunningService {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  /** Asks the service to stop and waits until it has. Safe to call twice. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;

/** Runs a script of a generated package that serves something, and resolves once it answers. */
export async function startScript(options: ScriptOptions): Promise<RunningService> {
  const { directory, environment, url } = options;
  // What npm would run: npm itself would stand between us and the service's signals.
  const line = ['exec', await readScript(directory, options.script), ...(options.args ?? [])].join(' ');
  const child = spawn('sh', ['-c', line], {
    cwd: directory,
    env: { ...environment, PATH: `${join(directory, 'node_modules/.bin')}${delimiter}${environment['PATH'] ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = newOutput();
  child.stdout.on('data', output.add);
  child.stderr.on('data', output.add);
  try {
    await waitUntilReady(child, `${url}${options.ready}`, output);
  } catch (error) {
    await stopChild(child);
    throw error;
  }
  return { url, stop: () => stopChild(child) };
}

async function readScript(directory: string, name: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const script = manifest.scripts[name];
  if (script === undefined) throw new Error(`There is no script ${name} in ${directory}.`);
  return script;
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
