/** Letters that some file systems drop, so that `.g\u200cit` would be `.git` there. */
const ignorable = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/**
 * Returns the path when it can be written into a tree that is checked out anywhere: it stays inside, and no part of it is
 * git's own folder in any case, unicode folding, short name or stream name; throws a `TypeError` otherwise.
 */
export function assertTreePath(path: string): string {
  const parts = path.split('/');
  const isUnsafe = path.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..');
  // A backslash is a separator on Windows and a letter elsewhere.
  if (isUnsafe || path.split(/[/\\]/).some(isGitFolder)) {
    throw new TypeError(`Not a path in a tree: ${JSON.stringify(path)}`);
  }
  return path;
}

function isGitFolder(part: string): boolean {
  const folded = part.normalize('NFKC').replace(ignorable, '').toLowerCase();
  return /^(\.git|git~\d+)[. ]*(:.*)?$/su.test(folded);
}
