import { generateCommand } from './generate-command.ts';
import { FileError, InputError, UsageError } from './usage-error.ts';
import { validateCommand } from './validate-command.ts';

/** Where a command writes. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

const USAGE = `Usage:
  amplication validate <model.json>
  amplication generate <model.json> --out <folder> [--force]
      [--previous <model.json> --migrations <folder>] [--migration-name <name>]
      [--plugins <folder>]

validate lists every problem of a model with its JSON path.

generate writes all files of the service into --out. With --previous and
--migrations (the earlier prisma/migrations), the difference of the two models
becomes one more migration, and files that the model no longer has are removed.
A file that somebody edited is never written over or removed: nothing is
written then, unless --force says so.

Exit codes: 0 done; 1 the model is not valid, or files would be lost; 2 the
command line is wrong, or a file cannot be read or written.`;

const HELP = ['help', '--help', '-h'];

/** Runs one command and answers its exit code: 0 done, 1 refused, 2 wrong usage or a file that cannot be used. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    terminal.print(await runCommand(args));
    return 0;
  } catch (error) {
    if (error instanceof InputError || error instanceof FileError) {
      terminal.printError(error.message);
      return error instanceof InputError ? 1 : 2;
    }
    if (error instanceof UsageError) {
      terminal.printError(`${error.message}\n\n${USAGE}`);
      return 2;
    }
    throw error;
  }
}

function runCommand([command, ...rest]: readonly string[]): string | Promise<string> {
  if (HELP.includes(command ?? '') || rest.includes('--help') || rest.includes('-h')) return USAGE;
  switch (command) {
    case 'generate':
      return generateCommand(rest);
    case 'validate':
      return validateCommand(rest);
    default:
      throw new UsageError(command === undefined ? 'Which command?' : `There is no command "${command}".`);
  }
}
