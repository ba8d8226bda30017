/**
 * The program of a plugin's thread: loads the plugin, and answers its description or its files. It is text, so that it
 * runs from the sources and from a bundle alike.
 */
export const PLUGIN_THREAD = `
const { parentPort, workerData } = require("node:worker_threads");
const answer = async () => {
  const plugin = (await import(workerData.url)).default;
  if (plugin === null || typeof plugin !== "object" || typeof plugin.generate !== "function")
    throw new Error("its default export is no plugin: an object with the function generate");
  if (workerData.input !== undefined) return plugin.generate(workerData.input);
  const { generate, ...description } = plugin;
  return description;
};
const toSentence = (error) => (error instanceof Error ? error.message : String(error)).slice(0, 500);
answer().then(
  (value) => {
    try {
      parentPort.postMessage({ value });
    } catch {
      parentPort.postMessage({ fault: "it answered what is no plain data" });
    }
  },
  (error) => parentPort.postMessage({ fault: toSentence(error) }),
);
`;
