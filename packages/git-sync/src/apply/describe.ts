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

/** How many builds a description lists. */
const MOST_BUILDS = 20;

/**
 * Adds these builds to those that the description lists, newest first, and names the files whose conflicts a reviewer must
 * know of: those of earlier builds stay named as long as the merge request is open.
 */
export function appendBuilds(description: string, builds: string, conflicts: readonly string[] = []): string {
  const earlier = readBuilds(description).split(/\r?\n/u);
  const listed = (bullet: string, fresh: readonly string[]): readonly string[] => [
    ...new Set([...fresh, ...earlier].filter((line) => line.startsWith(bullet))),
  ];
  const own = builds.split('\n');
  const heading = own
    .filter((line) => !line.startsWith('- '))
    .join('\n')
    .trim();
  const warnings = listed(
    '* ',
    conflicts.map((conflict) => `* ${conflict}`),
  );
  const parts = [
    heading,
    ...(warnings.length === 0 ? [] : ['**Look at these files before you merge:**', warnings.join('\n')]),
    listed('- ', own).slice(0, MOST_BUILDS).join('\n'),
  ];
  return describeBuilds(description, parts.join('\n\n'));
}
