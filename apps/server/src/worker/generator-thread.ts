import { parentPort, workerData } from 'node:worker_threads';
import {
  PluginError,
  RenderCache,
  generateService,
  generateWithPlugins,
  loadPlugins,
  type GenerateServiceInput,
} from '@amplication/generator';

const { pluginsDirectory } = (workerData ?? {}) as { readonly pluginsDirectory?: string };
const installed = loadPlugins(pluginsDirectory);
// Who asks is told; that nobody asked yet must not end the thread.
installed.catch(() => undefined);

/** What was rendered for the services that this thread worked on last. */
const cache = new RenderCache();

/** Answers each input with its files, off the thread that serves requests. */
parentPort?.on('message', ({ id, input }: { readonly id: number; readonly input: GenerateServiceInput }) => {
  generate(input).then(
    (tree) => parentPort?.postMessage({ id, tree }),
    (error: unknown) => parentPort?.postMessage({ id, ...toAnswer(error) }),
  );
});

async function generate(input: GenerateServiceInput) {
  return generateWithPlugins(input, await installed, (plain) => generateService(plain, cache));
}

function toAnswer(error: unknown): { readonly refusal: string } | { readonly error: string } {
  if (error instanceof PluginError) return { refusal: error.message };
  return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
