import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeownersPlugin } from './codeowners/codeowners.ts';
import { kafkaPlugin } from './kafka/kafka.ts';
import { checkPackages } from './plugin-packages.ts';
import { PluginError, type InstalledPlugin, type InstalledPlugins, type Plugin } from './plugin.ts';
import { readDescription } from './read-description.ts';
import { PLUGIN_LIMITS, runPlugin, type PluginLimits } from './run-plugin.ts';

const BUILT_IN: readonly Plugin[] = [codeownersPlugin, kafkaPlugin];

/** The plugins that come with the generator. They do no I/O, and run where they are called. */
export function builtInPlugins(): InstalledPlugins {
  return new Map(BUILT_IN.map((plugin) => [plugin.name, { description: plugin, run: plugin.generate }]));
}

/**
 * The built-in plugins and those in the operator's folder: each a folder with an `index.js`, always run in a thread.
 * Refuses a folder that cannot be read, and a plugin that is none, has a taken name or needs a package that was not recorded.
 */
export async function loadPlugins(
  folder: string | undefined,
  limits: PluginLimits = PLUGIN_LIMITS,
): Promise<InstalledPlugins> {
  const plugins = new Map(builtInPlugins());
  if (folder === undefined) return plugins;
  for (const name of listFolders(folder)) {
    if (plugins.has(name)) throw new PluginError(name, 'a built-in plugin has this name; give the folder another one.');
    plugins.set(name, await loadPlugin(name, join(folder, name, 'index.js'), limits));
  }
  return plugins;
}

async function loadPlugin(name: string, file: string, limits: PluginLimits): Promise<InstalledPlugin> {
  const program = { name, url: pathToFileURL(resolve(file)).href };
  const description = readDescription(name, await runPlugin(program, undefined, limits));
  checkPackages(description);
  return { description, run: (input) => runPlugin(program, input, limits) };
}

function listFolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, 'index.js')))
      .sort();
  } catch {
    throw new Error(`The folder of plugins, ${folder}, cannot be read.`);
  }
}
