import {
  findFreePort,
  installModules,
  machineEnvironment,
  startScript,
  type RunningService,
} from '@amplication/test-kit';
import { readCommands, refuseUnused, runLine } from './run-line.ts';
import type { Step } from './steps.ts';

export interface AdminOptions {
  readonly directory: string;
  /** Whether `npm ci` is run here: else once for all packages of the same lock. */
  readonly isLiteral: boolean;
  readonly hasEntities: boolean;
}

/** Installs, looks at the code, tests and builds. */
export async function prepareAdmin(step: Step, options: AdminOptions): Promise<void> {
  const { directory, isLiteral, hasEntities } = options;
  const [install = ''] = await readCommands(directory);
  await step(`admin: ${install}`, async () => {
    if (isLiteral) await runLine(directory, install);
    else await installModules(directory);
  });
  for (const line of ['npm run lint', 'npm run format:check', 'npm run typecheck', 'npm test', 'npm run build'])
    await step(`admin: ${line}`, () => runLine(directory, line));
  await step('admin: knip', () => refuseUnused(directory, hasEntities));
}

/** Serves the pages, what was built (`preview`) or the source (`dev`), over a running server. */
export async function startAdmin(
  directory: string,
  script: 'dev' | 'preview',
  apiUrl: string,
): Promise<RunningService> {
  const port = await findFreePort();
  return startScript({
    directory,
    script,
    args: ['--host', '127.0.0.1', '--port', String(port), '--strictPort'],
    environment: { ...machineEnvironment(), API_URL: apiUrl },
    url: `http://127.0.0.1:${port}`,
    ready: '/',
  });
}
