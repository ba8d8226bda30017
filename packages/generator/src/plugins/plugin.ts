import type { GeneratedFile, ServiceModel } from '@amplication/domain';

/** Value of one setting, as a model stores it. */
export type SettingValue = string | number | boolean;

/** One simple field of a plugin's settings: what people read, its type, and what it is when nobody chose. */
export type PluginSetting = {
  readonly name: string;
  readonly label: string;
  readonly help?: string;
} & (
  | { readonly type: 'text'; readonly default: string; readonly multiline?: boolean }
  | { readonly type: 'number'; readonly default: number; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'choice'; readonly default: string; readonly options: readonly string[] }
);

/** What is known of a plugin without running it. */
export interface PluginDescription {
  /** kebab-case; the name by which a model chooses it. */
  readonly name: string;
  /** `1.2.3`. Changes with every change of the output: a commit pins `name@version`. */
  readonly version: string;
  /** One sentence for people who choose. */
  readonly summary: string;
  readonly settings: readonly PluginSetting[];
  /** True: it may write files of the whole repository, and services of one repository must choose it with the same settings. */
  readonly repositoryWide?: boolean;
  /** Packages of the recorded lock that the generated server needs with it, by name: versions are those of the lock. */
  readonly dependencies?: readonly string[];
  readonly devDependencies?: readonly string[];
}

/** What a plugin is given: plain data, the same for the same commit. */
export interface PluginInput {
  readonly model: ServiceModel;
  /** All files so far: the generator's, changed by the plugins before this one. Sorted by path. */
  readonly files: readonly GeneratedFile[];
  /** Complete: what was not chosen has its default. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly generatorVersion: string;
}

/**
 * A function from (model, files) to files. `generate` answers the files that it adds or changes, and no others: what it
 * leaves out stays. It must be pure (no clock, disk, network or randomness), so that the same input gives the same bytes.
 * A changed file keeps its path and its key; the key of a new one begins with `plugin:<name>:`.
 */
export interface Plugin extends PluginDescription {
  readonly generate: (input: PluginInput) => readonly GeneratedFile[] | Promise<readonly GeneratedFile[]>;
}

/** A plugin that can be chosen, however it runs. Its answer is not trusted. */
export interface InstalledPlugin {
  readonly description: PluginDescription;
  readonly run: (input: PluginInput) => unknown;
}

/** By name. */
export type InstalledPlugins = ReadonlyMap<string, InstalledPlugin>;

/** A plugin cannot be used, or did not do what it must; the sentence names it and is for people. */
export class PluginError extends Error {
  constructor(
    readonly plugin: string,
    sentence: string,
  ) {
    super(`Plugin "${plugin}": ${sentence}`);
    this.name = 'PluginError';
  }
}
