import { Worker } from 'node:worker_threads';
import { Refusal, type GeneratedTree } from '@amplication/domain';
import type { GenerateServiceInput } from '@amplication/generator';

export interface ThreadedGenerator {
  readonly generate: (input: GenerateServiceInput) => Promise<GeneratedTree>;
  readonly stop: () => Promise<void>;
}

type Answer = { readonly id: number } & (
  | { readonly tree: GeneratedTree }
  | { readonly refusal: string }
  | { readonly error: string }
);

interface Waiting {
  readonly resolve: (tree: GeneratedTree) => void;
  readonly reject: (error: Error) => void;
}

/** Renders in one worker thread, started at the first use and again after a crash, so that pages stay quick meanwhile. */
export function createThreadedGenerator(program: URL, pluginsDirectory?: string): ThreadedGenerator {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let next = 1;

  const start = (): Worker => {
    const fresh = new Worker(program, { workerData: { pluginsDirectory } });
    fresh.on('message', (answer: Answer) => {
      const entry = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('tree' in answer) entry?.resolve(answer.tree);
      else if ('refusal' in answer) entry?.reject(new Refusal('invalid_model', answer.refusal));
      else entry?.reject(new Error(answer.error));
    });
    const fail = (error: Error): void => {
      if (worker === fresh) worker = undefined;
      for (const entry of waiting.values()) entry.reject(error);
      waiting.clear();
    };
    fresh.on('error', fail);
    fresh.on('exit', (code) => fail(new Error(`The generator's thread ended (${code}).`)));
    fresh.unref();
    return fresh;
  };

  return {
    generate: (input) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        worker ??= start();
        worker.postMessage({ id, input });
      }),
    stop: async () => {
      await worker?.terminate();
    },
  };
}
