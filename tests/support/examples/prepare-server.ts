import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  findFreePort,
  installModules,
  machineEnvironment,
  startScript,
  type RunningService,
} from '@amplication/test-kit';
import { readCommands, refuseUnused, runLine } from './run-line.ts';
import type { Step } from './steps.ts';

export interface PreparedServer {
  readonly directory: string;
  readonly port: number;
  /** Of the user that `npm run seed` created, where the service has one. */
  readonly password: string | undefined;
}

export interface ServerOptions {
  readonly directory: string;
  readonly databaseUrl: string;
  /** Whether `npm ci` is run here: else once for all packages of the same lock. */
  readonly isLiteral: boolean;
}

/** Does what the README says before the start; then looks at the code. */
export async function prepareServer(step: Step, options: ServerOptions): Promise<PreparedServer> {
  const { directory, databaseUrl } = options;
  const port = await findFreePort();
  let printed = '';
  for (const line of await readCommands(directory, 'Run')) {
    // That does not end.
    if (line === 'npm start') break;
    await step(`server: ${line}`, async () => {
      if (line === 'npm ci' && !options.isLiteral) await installModules(directory);
      else printed = await runLine(directory, line);
      if (line.startsWith('cp ')) await fillIn(join(directory, '.env'), databaseUrl, port);
    });
  }
  for (const script of ['lint', 'format:check', 'typecheck'])
    await step(`server: npm run ${script}`, () => runLine(directory, `npm run ${script}`));
  await step('server: knip', () => refuseUnused(directory, true));
  return { directory, port, password: / password (\S+)$/u.exec(printed)?.[1] };
}

/** `npm start`, which finds its settings in `.env`. */
export function startServer({ directory, port }: PreparedServer): Promise<RunningService> {
  const url = `http://127.0.0.1:${port}`;
  return startScript({ directory, script: 'start', environment: machineEnvironment(), url, ready: '/healthz/ready' });
}

/** The project's own tests, over a database of their own. */
export async function testServer(step: Step, directory: string, databaseUrl: string): Promise<void> {
  for (const line of await readCommands(directory, 'Test'))
    await step(`server: ${line.replace(/^.* npm/u, 'npm')} (for tests)`, () =>
      runLine(directory, line.replace('postgresql://…', `'${databaseUrl}'`)),
    );
}

/** Writes the settings of this machine into `.env`. */
async function fillIn(file: string, databaseUrl: string, port: number): Promise<void> {
  const values: Readonly<Record<string, string>> = {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    TOKEN_SECRET: 'only-for-examples-only-for-examples',
  };
  const text = await readFile(file, 'utf8');
  const filled = text.replaceAll(/^(\w+)=.*$/gmu, (line, name: string) =>
    values[name] === undefined ? line : `${name}=${values[name]}`,
  );
  await writeFile(file, `${filled}HOST=127.0.0.1\n`);
}
