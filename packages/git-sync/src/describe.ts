const START = '<!-- amplication:builds -->';
const END = '<!-- /amplication:builds -->';

/** Puts our part into a merge request's description, between its two marks; all around it is people's and stays. */
export function describeBuilds(description: string, builds: string): string {
  const block = `${START}\n${builds.trim()}\n${END}`;
  const start = description.indexOf(START);
  const end = description.indexOf(END, start);
  if (start === -1 || end === -1) return description.trim() === '' ? block : `${description.trimEnd()}\n\n${block}`;
  return `${description.slice(0, start)}${block}${description.slice(end + END.length)}`;
}

/** Our part of a description; empty where a person took the marks out. */
export function readBuilds(description: string): string {
  const start = description.indexOf(START);
  const end = description.indexOf(END, start);
  return start === -1 || end === -1 ? '' : description.slice(start + START.length, end).trim();
}

/** Adds a line for these builds to those that the description lists, newest first, at most twenty. */
export function appendBuilds(description: string, builds: string): string {
  const earlier = readBuilds(description)
    .split(/\r?\n/u)
    .filter((line) => line.startsWith('- '));
  const fresh = builds.split('\n').filter((line) => line.startsWith('- '));
  const lines = [...new Set([...fresh, ...earlier])].slice(0, 20);
  const heading = builds
    .split('\n')
    .filter((line) => !line.startsWith('- '))
    .join('\n')
    .trim();
  return describeBuilds(description, `${heading}\n\n${lines.join('\n')}`);
}
