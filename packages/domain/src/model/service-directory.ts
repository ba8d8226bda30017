/** What a folder of a service must be, for the person who typed it. */
export const DIRECTORY_RULE =
  'Name a folder inside the repository, such as "apps/billing-server": relative, letters, digits, ".", "_", "-" and "@" ' +
  'with "/" between the parts, none of them "..", ".git" or, at the start, ".amplication".';

const PART = /^[\p{L}\p{N}._@][\p{L}\p{N}._@-]*(?<!\.)$/u;
const LONGEST = 200;

/** True for a folder that generated files may go to: inside the repository, on every file system, outside of git's own and ours. */
export function isServiceDirectory(path: string): boolean {
  const parts = path.split('/').map((part) => part.normalize('NFKC').toLowerCase());
  return (
    path.length <= LONGEST && parts[0] !== '.amplication' && parts.every((part) => PART.test(part) && part !== '.git')
  );
}

/** True where one folder is in the other, or is the other, on a file system that does not tell letter cases apart. */
export function isDirectoryShared(a: string, b: string): boolean {
  const [one, other] = [a, b].map((path) => `${path.normalize('NFKC').toLowerCase()}/`);
  return one !== undefined && other !== undefined && (one.startsWith(other) || other.startsWith(one));
}
