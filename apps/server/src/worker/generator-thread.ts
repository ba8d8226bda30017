import { parentPort } from 'node:worker_threads';
import { generateService, type GenerateServiceInput } from '@amplication/generator';

/** Answers each input with its files, off the thread that serves requests. */
parentPort?.on('message', ({ id, input }: { readonly id: number; readonly input: GenerateServiceInput }) => {
  try {
    parentPort?.postMessage({ id, tree: generateService(input) });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
