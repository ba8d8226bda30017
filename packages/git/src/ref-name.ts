const forbidden = /[~^:?*[\\]|\.\.|@\{|\/\/|\.lock(\/|$)|\/\.|\/$|\.$/;

/** Whether the text is a full ref name (`refs/…`) by the rules of `git check-ref-format`. */
export function isRefName(name: string): boolean {
  return (
    name.startsWith('refs/') &&
    name.length > 'refs/'.length &&
    name.length < 1024 &&
    !forbidden.test(name) &&
    !hasSpaceOrControl(name)
  );
}

/** Whether the text can be the name of a branch: `refs/heads/<name>` is a ref and no option hides in it. */
export function isBranchName(name: string): boolean {
  return isRefName(`refs/heads/${name}`) && !name.startsWith('-') && !name.startsWith('/') && name !== 'HEAD';
}

/** Returns the name when it is a full ref name; throws a `TypeError` otherwise. */
export function assertRefName(name: string): string {
  if (!isRefName(name)) throw new TypeError(`Not a full ref name: ${JSON.stringify(name)}`);
  return name;
}

/** Returns a branch name that may end in one `*`; throws a `TypeError` for anything else. */
export function assertBranchPattern(pattern: string): string {
  const name = pattern.endsWith('*') ? `${pattern.slice(0, -1)}x` : pattern;
  if (!isBranchName(name)) throw new TypeError(`Not a branch name or pattern: ${JSON.stringify(pattern)}`);
  return pattern;
}

/** Returns the revision when git cannot take it for an option, a range or several; throws a `TypeError` otherwise. */
export function assertRevision(revision: string): string {
  const unsafe = revision === '' || revision.startsWith('-') || revision.startsWith('^') || revision.includes('..');
  if (unsafe || revision.includes(':') || hasSpaceOrControl(revision)) {
    throw new TypeError(`Not a revision: ${JSON.stringify(revision)}`);
  }
  return revision;
}

function hasSpaceOrControl(text: string): boolean {
  return Array.from(text).some((character) => character <= ' ' || character === '\u007f');
}
