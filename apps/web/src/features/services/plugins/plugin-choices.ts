import type { PluginView, Service } from '@amplication/contract';

export type Choice = Service['plugins'][number];
export type SettingValue = Choice['settings'][string];

/** The choices with one moved by a place, up (-1) or down (1): they run in this order. */
export function moveChoice(choices: readonly Choice[], index: number, by: -1 | 1): readonly Choice[] {
  const moved = choices[index];
  const neighbour = choices[index + by];
  if (moved === undefined || neighbour === undefined) return choices;
  return choices.with(index, neighbour).with(index + by, moved);
}

/** The choices with this one: in its place where the plugin is chosen already, else at the end. */
export function putChoice(choices: readonly Choice[], choice: Choice): readonly Choice[] {
  const isChosen = choices.some(({ name }) => name === choice.name);
  return isChosen ? choices.map((other) => (other.name === choice.name ? choice : other)) : [...choices, choice];
}

/** What a form of the settings starts with: what was chosen, and defaults. */
export function toSettingValues(plugin: PluginView, choice: Choice | undefined): Record<string, SettingValue> {
  return Object.fromEntries(plugin.settings.map(({ name, default: usual }) => [name, choice?.settings[name] ?? usual]));
}

/** Of the values only those that differ from their default: a later version of the plugin may have better ones. */
export function toChosenSettings(
  plugin: PluginView,
  values: Readonly<Record<string, SettingValue>>,
): Choice['settings'] {
  return Object.fromEntries(
    plugin.settings.flatMap(({ name, default: usual }) => {
      const value = values[name];
      return value === undefined || value === usual ? [] : [[name, value]];
    }),
  );
}
