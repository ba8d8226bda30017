import { PluginError, type PluginDescription, type PluginSetting, type SettingValue } from './plugin.ts';

/** The settings of a choice, checked, with defaults for what was not chosen. The order of the keys is the plugin's. */
export function toPluginSettings(
  { name, settings }: PluginDescription,
  chosen: Readonly<Record<string, SettingValue>>,
): Readonly<Record<string, SettingValue>> {
  const unknown = Object.keys(chosen).find((key) => !settings.some((setting) => setting.name === key));
  if (unknown !== undefined) throw new PluginError(name, `it has no setting "${unknown}".`);
  return Object.fromEntries(
    settings.map((setting) => {
      const value = Object.hasOwn(chosen, setting.name) ? chosen[setting.name] : setting.default;
      const fault = toSettingFault(setting, value);
      if (fault !== undefined) throw new PluginError(name, `"${setting.label}" ${fault}.`);
      return [setting.name, value ?? setting.default];
    }),
  );
}

/** What is wrong with a value of a setting, as the end of a sentence. */
export function toSettingFault(setting: PluginSetting, value: unknown): string | undefined {
  switch (setting.type) {
    case 'text':
      if (typeof value !== 'string') return 'must be text';
      return value.includes('\n') && setting.multiline !== true ? 'must be one line' : undefined;
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
      if (setting.min !== undefined && value < setting.min) return `must be at least ${setting.min}`;
      return setting.max !== undefined && value > setting.max ? `must be at most ${setting.max}` : undefined;
    }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be on or off';
    case 'choice':
      return typeof value === 'string' && setting.options.includes(value)
        ? undefined
        : `must be one of ${setting.options.join(', ')}`;
  }
}
