import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { enterAsDemo, type DemoClient } from './demo-client.ts';

/** The real program in a process of its own, as `npm start` runs it. */
export interface Program {
  readonly process: ChildProcess;
  /** Everything that it printed so far. */
  readonly output: () => string;
  /** Resolves when a line holds the text; rejects when the program ends before. */
  readonly waitFor: (text: string) => Promise<void>;
  /** Resolves with its exit code. */
  readonly exited: Promise<number | null>;
}

/** The demo user's way into a running program, with what it printed of the sandbox. */
export async function enterProgram(
  program: Program,
): Promise<DemoClient & { readonly sandbox: { readonly url: string; readonly tokens: { readonly owner: string } } }> {
  const read = (label: string): string => new RegExp(`^ *${label} +(\\S+)`, 'mu').exec(program.output())?.[1] ?? '';
  return {
    ...(await enterAsDemo(read('Web UI'))),
    sandbox: { url: read('GitLab sandbox'), tokens: { owner: read('Sandbox token') } },
  };
}

/** Starts the built server with only these settings (and the machine's PATH). The caller ends it. */
export function startProgram(
  environment: Readonly<Record<string, string>>,
  options: { /** Signals then go to npm. */ readonly throughNpm?: boolean } = {},
): Program {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const [program, args] = options.throughNpm === true ? ['npm', ['start']] : [process.execPath, ['scripts/start.mjs']];
  const child = spawn(program, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let isOver = false;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      tell();
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      isOver = true;
      tell();
      resolve(code);
    });
  });
  return {
    process: child,
    output: () => text,
    exited,
    waitFor: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (text.includes(wanted)) resolve();
          else if (isOver) reject(new Error(`The program ended without "${wanted}":\n${text}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
  };
}
