export { generateWithPlugins } from './generate-with-plugins.ts';
export { builtInPlugins, loadPlugins } from './installed-plugins.ts';
export { toPluginSettings } from './plugin-settings.ts';
export { generatorVersionOf, pluginVersions, repositoryWideChoices } from './plugin-versions.ts';
export {
  PluginError,
  type InstalledPlugin,
  type InstalledPlugins,
  type Plugin,
  type PluginDescription,
  type PluginInput,
  type PluginSetting,
  type SettingValue,
} from './plugin.ts';
export { PLUGIN_LIMITS, type PluginLimits } from './run-plugin.ts';
