import ignore from 'ignore';

/** Name of the files that tell which generated files are not wanted; each rules the folder it lies in. */
export const IGNORE_FILE = '.amplicationignore';

/** Where the generated version of an ignored file is put when it changed. */
export const IGNORED_FOLDER = '.amplication/ignored';

/** True for an ignored path. */
export type IsIgnored = (path: string) => boolean;

/** Where there is no ignore file. */
export const NOTHING_IGNORED: IsIgnored = () => false;

/**
 * Reads ignore files as git reads `.gitignore`: negation, folders, CRLF, and files deeper in the tree over those above
 * them. `files` is folder (`''` is the root) -> text.
 */
export function readIgnoreRules(files: ReadonlyMap<string, string>): IsIgnored {
  if (files.size === 0) return NOTHING_IGNORED;
  const rules = new Map([...files].map(([folder, text]) => [folder, ignore().add(text)]));
  return (path) => {
    if (path.startsWith('.amplication/') || path.split('/').at(-1) === IGNORE_FILE) return false;
    let isIgnored = false;
    for (const folder of listFoldersOf(path)) {
      const rule = rules.get(folder);
      if (rule === undefined) continue;
      const verdict = rule.test(folder === '' ? path : path.slice(folder.length + 1));
      if (verdict.ignored) isIgnored = true;
      else if (verdict.unignored && !isFolderIgnored(rules, path)) isIgnored = false;
    }
    return isIgnored;
  };
}

/** As in git, nothing below an ignored folder can be taken back. */
function isFolderIgnored(rules: ReadonlyMap<string, ReturnType<typeof ignore>>, path: string): boolean {
  const folders = listFoldersOf(path);
  return folders.slice(1).some((folder) => {
    let isIgnored = false;
    for (const above of listFoldersOf(folder)) {
      const verdict = rules.get(above)?.test(`${above === '' ? folder : folder.slice(above.length + 1)}/`);
      if (verdict?.ignored === true) isIgnored = true;
      else if (verdict?.unignored === true) isIgnored = false;
    }
    return isIgnored;
  });
}

/** The folders that a path lies in, from the root (`''`) down. */
function listFoldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}
