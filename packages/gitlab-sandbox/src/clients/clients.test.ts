import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../testing/open-sandbox.ts';

const run = promisify(execFile);
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The first of the programs that can do this, or undefined. */
function findProgram(programs: readonly string[], args: readonly string[]): string | undefined {
  return programs.find((program) => spawnSync(program, args, { stdio: 'ignore' }).status === 0);
}

const python = findProgram(['python3', '/usr/bin/python3'], ['-c', 'import gitlab']);
const perl = findProgram(['perl', '/usr/bin/perl'], ['-MGitLab::API::v4', '-e', '1']);

/** Journeys of clients that others wrote; without the client, the test says that it is skipped. */
describe('clients of others', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.dispose());

  const journey = async (program: string, file: string, tokens: readonly string[]): Promise<string> => {
    const { stdout } = await run(program, [script(file), sandbox.url, ...tokens]).catch((error: unknown) => {
      throw new Error(
        error instanceof Error && 'stdout' in error ? `${String(error.stdout)}${error.message}` : 'failed',
      );
    });
    return stdout.trim();
  };

  it.skipIf(python === undefined)('python-gitlab goes the whole way', async () => {
    const { owner, developer } = sandbox.tokens;
    expect(await journey(python ?? '', 'journey.py', [owner, developer])).toMatch(/^\d{3} checks$/);
  });

  it.skipIf(perl === undefined)('GitLab::API::v4 goes the whole way', async () => {
    expect(await journey(perl ?? '', 'journey.pl', [sandbox.tokens.owner])).toMatch(/^\d{2} checks$/);
  });
});
