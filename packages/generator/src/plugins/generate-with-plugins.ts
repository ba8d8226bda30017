import type { GeneratedFile, GeneratedTree } from '@amplication/domain';
import { generateService, type GenerateServiceInput } from '../generate-service.ts';
import { GENERATOR_VERSION } from '../generator-version.ts';
import { applyAnswer } from './apply-plugins.ts';
import { addPackages } from './plugin-packages.ts';
import { toPluginSettings } from './plugin-settings.ts';
import { chosenPlugins, generatorVersionOf } from './plugin-versions.ts';
import { PluginError, type InstalledPlugin, type InstalledPlugins, type PluginInput } from './plugin.ts';

/**
 * All files of a service, its plugins applied in the model's order. The same input and the same versions of the plugins
 * give the same bytes. Refuses with a PluginError that names the plugin; nothing runs where one is not installed.
 * `generate` is another way to the same files, such as one that remembers.
 */
export async function generateWithPlugins(
  input: GenerateServiceInput,
  installed: InstalledPlugins,
  generate: (input: GenerateServiceInput) => GeneratedTree = generateService,
): Promise<GeneratedTree> {
  const { model } = input;
  const plugins = chosenPlugins(model, installed);
  const settings = plugins.map(({ description }, index) =>
    toPluginSettings(description, model.plugins[index]?.settings ?? {}),
  );
  const tree = generate(input);
  let files: readonly GeneratedFile[] = tree.files;
  for (const [index, plugin] of plugins.entries()) {
    const { description } = plugin;
    const seen = addPackages(model, files, description);
    const chosen = settings[index] ?? {};
    const answer = await run(plugin, { model, files: seen, settings: chosen, generatorVersion: GENERATOR_VERSION });
    files = applyAnswer(model, files, description, answer);
  }
  return { ...tree, generatorVersion: generatorVersionOf(model, installed), files };
}

async function run({ description, run: ask }: InstalledPlugin, input: PluginInput): Promise<unknown> {
  try {
    return await ask(input);
  } catch (error) {
    if (error instanceof PluginError) throw error;
    throw new PluginError(description.name, `it failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
