import { generateCommand } from './generate-command.ts';
import { InputError, UsageError } from './usage-error.ts';
import { validateCommand } from './validate-command.ts';

/** Where a command writes. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

const USAGE = `Usage:
  amplication validate <model.json>
  amplication generate <model.json> --out <folder>
      [--previous <model.json>] [--migrations <folder>] [--migration-name <name>]

generate writes all files of the service into --out. With --previous and
--migrations (the earlier prisma/migrations), the difference of the two models
becomes one more migration.

Exit codes: 0 done, 1 the model or a file is wrong, 2 the command line is wrong.`;

/** Runs one command and answers its exit code: 0 done, 1 wrong input, 2 wrong usage. */
export function runCli(args: readonly string[], terminal: Terminal): number {
  const [command, ...rest] = args;
  try {
    switch (command) {
      case 'generate':
        terminal.print(generateCommand(rest));
        return 0;
      case 'validate':
        terminal.print(validateCommand(rest));
        return 0;
      case 'help':
      case '--help':
      case '-h':
        terminal.print(USAGE);
        return 0;
      default:
        throw new UsageError(command === undefined ? 'Which command?' : `There is no command "${command}".`);
    }
  } catch (error) {
    if (error instanceof InputError) {
      terminal.printError(error.message);
      return 1;
    }
    if (error instanceof UsageError) {
      terminal.printError(`${error.message}\n\n${USAGE}`);
      return 2;
    }
    throw error;
  }
}
