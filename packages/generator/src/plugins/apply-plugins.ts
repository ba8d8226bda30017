import type { GeneratedFile, ServiceModel } from '@amplication/domain';
import { compareText } from '../view/compare-text.ts';
import { checkAnswer } from './check-answer.ts';
import { addPackages, checkManifest } from './plugin-packages.ts';
import type { PluginDescription } from './plugin.ts';

/** The files after one plugin: those before, with what it answered in their places or added. Pure; sorted by path. */
export function applyAnswer(
  model: ServiceModel,
  before: readonly GeneratedFile[],
  plugin: PluginDescription,
  answer: unknown,
): readonly GeneratedFile[] {
  const files = addPackages(model, before, plugin);
  const changed = checkAnswer({ plugin, model, files }, answer);
  const byPath = new Map([...files, ...changed].map((file) => [file.path, file]));
  const after = [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
  checkManifest(plugin.name, model, files, after);
  return after;
}
