import type { GeneratedFile, ServiceModel } from '@amplication/domain';
import { PluginError, type PluginDescription } from './plugin.ts';

/** Files beside the services' folders that a plugin of the whole repository may write. */
const ROOT_FILES: readonly RegExp[] = [/^\.gitlab\/CODEOWNERS$/u, /^\.gitlab\/merge_request_templates\/[\w-]+\.md$/u];
const MOST_FILES = 5_000;
const MOST_BYTES = 10_000_000;
const MOST_BYTES_OF_A_FILE = 1_000_000;
// oxlint-disable-next-line no-control-regex -- that is what a path must not have
const BAD_PATH = /[\u0000-\u001f\u007f\\:*?"<>|]|^\/|\/$|\/\/|(?:^|\/)\.{1,2}(?:\/|$)|(?:^|\/)\.git(?:\/|$)/iu;

/** What a plugin is held against. */
export interface AnswerRules {
  readonly plugin: Pick<PluginDescription, 'name' | 'repositoryWide'>;
  readonly model: ServiceModel;
  /** The files before it ran. */
  readonly files: readonly GeneratedFile[];
}

/** The files that a plugin adds or changes, or a refusal that names the plugin and the file. */
export function checkAnswer(rules: AnswerRules, answer: unknown): readonly GeneratedFile[] {
  const plugin = rules.plugin.name;
  if (!Array.isArray(answer)) throw new PluginError(plugin, 'it must answer a list of files.');
  if (answer.length > MOST_FILES) throw new PluginError(plugin, `it may answer ${MOST_FILES} files at most.`);
  const files = answer.map((file) => toFile(plugin, file));
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes > MOST_BYTES) throw new PluginError(plugin, `its files may have ${MOST_BYTES} bytes at most.`);
  const known = new Map(rules.files.map((file) => [file.path, file]));
  const ownerOf = new Map(rules.files.map((file) => [file.key, file.path]));
  const folded = new Map(rules.files.map(({ path }) => [path.toLowerCase(), path]));
  const seen = new Set<string>();
  for (const file of files) {
    if (seen.has(file.path)) throw new PluginError(plugin, `it answers ${file.path} twice.`);
    seen.add(file.path);
    checkPath(rules, file);
    checkKey(plugin, file, known.get(file.path), ownerOf.get(file.key));
    const twin = folded.get(file.path.toLowerCase()) ?? file.path;
    if (twin !== file.path) throw new PluginError(plugin, `${file.path} and ${twin} differ only in case.`);
    ownerOf.set(file.key, file.path);
    folded.set(file.path.toLowerCase(), file.path);
  }
  checkFolders(plugin, [...new Set([...known.keys(), ...seen])]);
  return files;
}

function toFile(plugin: string, value: unknown): GeneratedFile {
  const { path, content, key, mode } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof path !== 'string' || typeof content !== 'string' || typeof key !== 'string')
    throw new PluginError(plugin, 'each of its files needs a path, a content and a key, all text.');
  const shown = JSON.stringify(path.slice(0, 200));
  if (mode !== '100644' && mode !== '100755')
    throw new PluginError(plugin, `${shown} needs the mode "100644" or "100755".`);
  if (Buffer.byteLength(content) > MOST_BYTES_OF_A_FILE)
    throw new PluginError(plugin, `${shown} may have ${MOST_BYTES_OF_A_FILE} bytes at most.`);
  // PostgreSQL keeps no NUL, and git takes such a file for binary.
  if (content.includes('\0') || /\p{Surrogate}/u.test(content))
    throw new PluginError(plugin, `${shown} must be text without NUL and without halves of characters.`);
  return { path, content, key, mode };
}

function checkPath({ plugin, model, files }: AnswerRules, { path, content }: GeneratedFile): void {
  const refuse = (sentence: string): never => {
    throw new PluginError(plugin.name, `${JSON.stringify(path.slice(0, 200))} ${sentence}`);
  };
  if (path === '' || path.length > 400 || BAD_PATH.test(path)) return refuse('is no path that it may write.');
  const { serverDirectory, adminDirectory, adminUi } = model;
  const folders = adminUi ? [serverDirectory, adminDirectory] : [serverDirectory];
  const isInside = folders.some((folder) => path.startsWith(`${folder}/`));
  const isShared = plugin.repositoryWide === true && ROOT_FILES.some((allowed) => allowed.test(path));
  if (!isInside && !isShared) return refuse(`is outside of the service's folders (${folders.join(', ')}).`);
  if (path.endsWith('/package-lock.json') || path.startsWith(`${serverDirectory}/prisma/migrations/`)) {
    const before = files.find((file) => file.path === path);
    if (before?.content !== content) return refuse('is made by the generator alone.');
  }
}

function checkKey(
  plugin: string,
  { path, key }: GeneratedFile,
  before: GeneratedFile | undefined,
  owner: string | undefined,
): void {
  if (before !== undefined) {
    if (key !== before.key) throw new PluginError(plugin, `${path} must keep its key "${before.key}".`);
    return;
  }
  const prefix = `plugin:${plugin}:`;
  if (!key.startsWith(prefix) || key.length > 300 || key.length === prefix.length)
    throw new PluginError(plugin, `the key of ${path} must begin with "${prefix}".`);
  if (owner !== undefined) throw new PluginError(plugin, `the key "${key}" is that of ${owner} already.`);
}

/** A path cannot be a file and a folder. */
function checkFolders(plugin: string, paths: readonly string[]): void {
  const files = new Set(paths);
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (files.has(folder)) throw new PluginError(plugin, `${folder} is a file, and the folder of ${path}.`);
    }
  }
}
