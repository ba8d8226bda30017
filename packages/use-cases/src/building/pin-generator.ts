import { Refusal, type ServiceModel } from '@amplication/domain';
import { PluginError, generatorVersionOf, repositoryWideChoices, type InstalledPlugins } from '@amplication/generator';
import type { BuildTarget, ServiceRow } from '@amplication/store';

/** The version of the generator and of a model's plugins, which a commit pins. Refuses a plugin that is not installed. */
export function pinGenerator(model: ServiceModel, installed: InstalledPlugins): string {
  return refusing(() => generatorVersionOf(model, installed));
}

/** Refuses services of one repository that choose a plugin of the whole repository differently: one would undo the other's files. */
export function assertChoicesAgree(
  services: readonly Pick<ServiceRow, 'id' | 'name' | 'model'>[],
  targets: ReadonlyMap<string, BuildTarget>,
  installed: InstalledPlugins,
): void {
  const first = new Map<string, { readonly service: string; readonly choice: string }>();
  for (const { id, name, model } of services) {
    const target = targets.get(id);
    if (target === undefined) continue;
    for (const [plugin, choice] of refusing(() => repositoryWideChoices(model, installed))) {
      const key = `${plugin} ${target.baseUrl} ${target.externalId} ${target.settings.baseBranch}`;
      const other = first.get(key);
      if (other !== undefined && other.choice !== choice) throw disagreement(plugin, other.service, name);
      first.set(key, { service: name, choice });
    }
  }
}

function disagreement(plugin: string, one: string, other: string): Refusal {
  return new Refusal(
    'conflict',
    `"${one}" and "${other}" go to one repository and choose the plugin "${plugin}" with different settings, but it writes files of the whole repository: give both the same settings.`,
  );
}

function refusing<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof PluginError) throw new Refusal('invalid_model', error.message);
    throw error;
  }
}
