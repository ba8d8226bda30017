import { spawn } from 'node:child_process';

/** How much of a program's output an error quotes. */
const TAIL = 4_000;

/** What a program has written so far; only the end is kept. */
export interface Output {
  add(chunk: Buffer): void;
  tail(): string;
}

/** Collects the end of a program's output, for errors. */
export function newOutput(): Output {
  let text = '';
  return {
    add: (chunk) => {
      text = `${text}${chunk.toString('utf8')}`.slice(-TAIL);
    },
    tail: () => text.trim(),
  };
}

/** The machine's own, without what vitest told this process of itself. */
export function machineEnvironment(): NodeJS.ProcessEnv {
  const { NODE_ENV: _, VITEST: __, ...machine } = process.env;
  return { ...machine, NO_COLOR: '1' };
}

/** Runs a program to its end and answers the end of its output; an exit code other than 0 throws with it. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly directory: string; readonly environment: NodeJS.ProcessEnv },
): Promise<string> {
  const output = newOutput();
  const child = spawn(command, args, {
    cwd: options.directory,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', output.add);
  child.stderr.on('data', output.add);
  return new Promise((resolve, reject) => {
    const line = [command, ...args].join(' ');
    child.once('error', (cause) =>
      reject(new Error(`${line} could not be started in ${options.directory}.`, { cause })),
    );
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output.tail());
      else
        reject(
          new Error(`${line} failed in ${options.directory} (${signal ?? `exit code ${code}`}):\n${output.tail()}`),
        );
    });
  });
}
