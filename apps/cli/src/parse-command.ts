import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

/** Reads one model file and the options of a command; anything else is a usage error. */
export function parseCommand<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): { readonly modelFile: string; readonly options: Readonly<Partial<Record<Name, string>>> } {
  const options: ParseArgsConfig['options'] = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  const { positionals, values } = parse({ args: [...args], options, allowPositionals: true });
  const [modelFile, ...extra] = positionals;
  if (modelFile === undefined) throw new UsageError('Which model file?');
  if (extra.length > 0) throw new UsageError(`Only one model file, not also ${extra.join(', ')}.`);
  const given = names.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]] as const] : []));
  // `fromEntries` forgets which keys it was given.
  return { modelFile, options: Object.fromEntries(given) as Partial<Record<Name, string>> };
}

function parse(config: ParseArgsConfig): { positionals: string[]; values: Record<string, unknown> } {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
