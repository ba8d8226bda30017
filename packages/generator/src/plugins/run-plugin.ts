import { Worker } from 'node:worker_threads';
import { PLUGIN_THREAD } from './plugin-thread.ts';
import { PluginError, type PluginInput } from './plugin.ts';

/** What one run of a plugin may take. */
export interface PluginLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}

export const PLUGIN_LIMITS: PluginLimits = { milliseconds: 10_000, megabytes: 256 };

interface PluginProgram {
  readonly name: string;
  /** `file:` address of its `index.js`. */
  readonly url: string;
}

/**
 * Runs a plugin once in a thread of its own and answers what it gave back, unchecked; without input, how it describes
 * itself. Ends the thread when the time is up. The thread has no environment and no standard streams of ours.
 */
export async function runPlugin(
  { name, url }: PluginProgram,
  input: PluginInput | undefined,
  limits: PluginLimits = PLUGIN_LIMITS,
): Promise<unknown> {
  const thread = new Worker(PLUGIN_THREAD, {
    eval: true,
    env: {},
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    workerData: { url, input },
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  // What it prints is read and dropped, so that it cannot pile up.
  thread.stdout.resume();
  thread.stderr.resume();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const refuse = (sentence: string): void => reject(new PluginError(name, sentence));
      const seconds = limits.milliseconds / 1_000;
      timer = setTimeout(() => refuse(`it took longer than ${seconds} seconds.`), limits.milliseconds);
      thread.once('message', (answer: { readonly value?: unknown; readonly fault?: string }) => {
        if (answer.fault === undefined) resolve(answer.value);
        else refuse(`it failed: ${answer.fault}`);
      });
      thread.once('error', (error: NodeJS.ErrnoException) =>
        refuse(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? `it needed more than ${limits.megabytes} MB of memory.`
            : `it failed: ${error instanceof Error ? error.message : String(error)}`,
        ),
      );
      thread.once('exit', () => refuse('it ended without an answer.'));
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}
