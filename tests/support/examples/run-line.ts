import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machineEnvironment, runCommand } from '@amplication/test-kit';

const PROJECT = new URL('../../../', import.meta.url);

/** Runs a line of a README in its folder, and answers the end of what it printed. */
export function runLine(directory: string, line: string): Promise<string> {
  return runCommand('sh', ['-c', line], { directory, environment: machineEnvironment() });
}

/** The commands of the first `sh` block under a heading of a README (or of all of it), without their remarks. */
export async function readCommands(directory: string, heading = ''): Promise<readonly string[]> {
  const text = await readFile(join(directory, 'README.md'), 'utf8');
  const below = text.slice(heading === '' ? 0 : text.indexOf(`\n## ${heading}\n`));
  const [, block = ''] = /```sh\n([^`]*)```/u.exec(below) ?? [];
  return block
    .trim()
    .split('\n')
    .map((line) => line.replace(/ # .*$/u, ''));
}

/**
 * Refuses files, exports and dependencies that nothing of a generated package uses. Where there is no entity yet, the frame of the pages
 * waits for the first: its exports are left out.
 */
export async function refuseUnused(directory: string, hasEntities: boolean): Promise<void> {
  await runCommand(
    process.execPath,
    [
      fileURLToPath(new URL('node_modules/knip/bin/knip.js', PROJECT)),
      '--no-progress',
      '--no-config-hints',
      ...(hasEntities ? [] : ['--exclude', 'exports']),
      '--config',
      fileURLToPath(new URL('knip.json', import.meta.url)),
    ],
    { directory, environment: machineEnvironment() },
  );
}
