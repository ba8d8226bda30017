import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usage-error.ts';

interface ParsedCommand<Value extends string, Flag extends string> {
  readonly modelFile: string;
  readonly options: Readonly<Partial<Record<Value, string>>>;
  readonly flags: ReadonlySet<Flag>;
}

/** Reads one model file and the options of a command; anything else is a usage error. */
export function parseCommand<Value extends string, Flag extends string>(
  args: readonly string[],
  names: { readonly values: readonly Value[]; readonly flags: readonly Flag[] },
): ParsedCommand<Value, Flag> {
  const { positionals, values } = parse(args, names);
  const [modelFile, ...extra] = positionals;
  if (modelFile === undefined) throw new UsageError('Which model file?');
  if (extra.length > 0) throw new UsageError(`Only one model file, not also ${extra.join(', ')}.`);
  const given = names.values.flatMap((name) => {
    const value = values[name];
    if (value === '') throw new UsageError(`--${name} is empty.`);
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  const flags = new Set(names.flags.filter((name) => values[name] === true));
  // `fromEntries` forgets which keys it was given.
  return { modelFile, options: Object.fromEntries(given) as Partial<Record<Value, string>>, flags };
}

function parse(
  args: readonly string[],
  { values, flags }: { readonly values: readonly string[]; readonly flags: readonly string[] },
): { positionals: string[]; values: Record<string, unknown> } {
  const options: ParseArgsConfig['options'] = {
    ...Object.fromEntries(values.map((name) => [name, { type: 'string' }])),
    ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' }])),
  };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
