/** Letters that some file systems drop or fold, so that `.g\u200cit` would become `.git` there. */
const IGNORABLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

const LONGEST_PATH = 4_096;

/** Letters that mean themselves on every file system. */
const PLAIN = /^[\w./-]+$/u;

/** Parts of plain paths that need a closer look: empty, of dots, ending in a dot, or beginning like `.git`. */
const DOUBTFUL = /(?:^|\/)(?:\/|$|\.git|git~|\.\.?(?:\/|$))|\.(?:\/|$)/iu;

/** True when a generated path stays in the repository and cannot become part of `.git` on any file system. */
export function isSafePath(path: string): boolean {
  if (path.length <= LONGEST_PATH && PLAIN.test(path) && !DOUBTFUL.test(path)) return true;
  if (path === '' || path.length > LONGEST_PATH || path.includes('\\') || path.includes('\0')) return false;
  return path.split('/').every((part) => {
    const folded = part
      .normalize('NFKC')
      .replace(IGNORABLE, '')
      .toLowerCase()
      .replace(/[. ]+$/u, '');
    return part !== '' && part !== '.' && part !== '..' && folded !== '.git' && !/^git~\d+$/u.test(folded);
  });
}

/** Throws for a generated path that must not be written. */
export function assertSafePath(path: string): void {
  if (!isSafePath(path)) throw new Error(`Refused to generate a file at ${JSON.stringify(path)}.`);
}
