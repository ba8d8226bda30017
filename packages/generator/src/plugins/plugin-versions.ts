import type { ServiceModel } from '@amplication/domain';
import { GENERATOR_VERSION } from '../generator-version.ts';
import { toPluginSettings } from './plugin-settings.ts';
import { PluginError, type InstalledPlugin, type InstalledPlugins } from './plugin.ts';

/** The plugins of a model in the order in which they run; refuses one that the operator did not install. */
export function chosenPlugins(
  { plugins }: Pick<ServiceModel, 'plugins'>,
  installed: InstalledPlugins,
): readonly InstalledPlugin[] {
  return plugins.map(({ name }) => {
    const plugin = installed.get(name);
    if (plugin === undefined)
      throw new PluginError(name, 'it is not installed here. Remove it from the service, or ask the operator for it.');
    return plugin;
  });
}

/** `name@version` of each plugin of a model, in the order in which they run: what a commit pins beside the model. */
export function pluginVersions(model: Pick<ServiceModel, 'plugins'>, installed: InstalledPlugins): readonly string[] {
  return chosenPlugins(model, installed).map(({ description: { name, version } }) => `${name}@${version}`);
}

/** The version of everything that makes a service's files: `0.2.0`, or `0.2.0+kafka@1.0.0,codeowners@1.0.0`. */
export function generatorVersionOf(model: Pick<ServiceModel, 'plugins'>, installed: InstalledPlugins): string {
  const versions = pluginVersions(model, installed);
  return versions.length === 0 ? GENERATOR_VERSION : `${GENERATOR_VERSION}+${versions.join(',')}`;
}

/** What a plugin of the whole repository writes from: services of one repository that choose it must agree on it. */
export function repositoryWideChoices(
  { plugins }: Pick<ServiceModel, 'plugins'>,
  installed: InstalledPlugins,
): ReadonlyMap<string, string> {
  return new Map(
    plugins.flatMap(({ name, settings }) => {
      const description = installed.get(name)?.description;
      if (description?.repositoryWide !== true) return [];
      return [[name, JSON.stringify(toPluginSettings(description, settings))] as const];
    }),
  );
}
