import { PluginError, type PluginDescription, type PluginSetting } from './plugin.ts';
import { toSettingFault } from './plugin-settings.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,99}$/u;
const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z.-]{1,50})?$/u;
const SETTING = /^[a-zA-Z][a-zA-Z0-9]{0,63}$/u;
const MOST_SETTINGS = 50;

type Fields = Readonly<Record<string, unknown>>;

/** Reads what a plugin says of itself; refuses, in the name of the folder that holds it, what no plugin may say. */
export function readDescription(folder: string, said: unknown): PluginDescription {
  const refuse = (sentence: string): never => {
    throw new PluginError(folder, sentence);
  };
  if (!isFields(said)) return refuse('its default export is no plugin.');
  const { name, version, summary, settings, repositoryWide = false } = said;
  if (typeof name !== 'string' || !NAME.test(name)) return refuse('its name must be kebab-case.');
  if (name !== folder) return refuse(`it is called "${name}"; the folder must have the same name.`);
  if (typeof version !== 'string' || !VERSION.test(version)) return refuse('its version must be like 1.2.3.');
  if (typeof summary !== 'string' || summary === '' || summary.length > 500) return refuse('it needs a summary.');
  if (!Array.isArray(settings) || settings.length > MOST_SETTINGS) return refuse('its settings must be a short list.');
  const fields = settings.map((setting) => readSetting(setting) ?? refuse('one of its settings is not valid.'));
  if (new Set(fields.map((field) => field.name)).size < fields.length) return refuse('two settings have one name.');
  if (typeof repositoryWide !== 'boolean') return refuse('repositoryWide must be true or false.');
  const names = (key: string): readonly string[] =>
    readNames(said[key]) ?? refuse(`its ${key} must be a list of names.`);
  return {
    name,
    version,
    summary,
    settings: fields,
    repositoryWide,
    dependencies: names('dependencies'),
    devDependencies: names('devDependencies'),
  };
}

function readNames(value: unknown): readonly string[] | undefined {
  if (value === undefined) return [];
  return Array.isArray(value) && value.every((each): each is string => typeof each === 'string') ? value : undefined;
}

function readSetting(value: unknown): PluginSetting | undefined {
  if (!isFields(value)) return undefined;
  const { name, label, help, type, options } = value;
  if (typeof name !== 'string' || !SETTING.test(name) || typeof label !== 'string' || label === '') return undefined;
  if (help !== undefined && typeof help !== 'string') return undefined;
  if (!['text', 'number', 'boolean', 'choice'].includes(String(type))) return undefined;
  if (type === 'choice' && !(Array.isArray(options) && options.every((each) => typeof each === 'string')))
    return undefined;
  // Each field that its type asks for was looked at; the default is held against the rest.
  const setting = value as unknown as PluginSetting;
  return toSettingFault(setting, value['default']) === undefined ? setting : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
