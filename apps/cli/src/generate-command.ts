import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EarlierMigration, GeneratedTree } from '@amplication/domain';
import { generateService, type GenerateServiceInput } from '@amplication/generator';
import { parseCommand } from './parse-command.ts';
import { readModel, readText } from './read-model.ts';
import { InputError, UsageError } from './usage-error.ts';

const OPTIONS = ['out', 'previous', 'migrations', 'migration-name'] as const;

/** `generate model.json --out DIR`: writes the service's files and answers how many. Other files in DIR stay. */
export function generateCommand(args: readonly string[]): string {
  const { modelFile, options } = parseCommand(args, OPTIONS);
  const { out, previous, migrations } = options;
  if (out === undefined) throw new UsageError('Say where to write: --out <folder>.');
  if ((previous === undefined) !== (migrations === undefined))
    throw new UsageError('--previous and --migrations belong together.');
  const earlierMigrations = migrations === undefined ? [] : readMigrations(migrations);
  const input = {
    model: readModel(modelFile),
    earlierMigrations,
    migrationName: options['migration-name'] ?? nextName(earlierMigrations),
  };
  const tree = generate(previous === undefined ? input : { ...input, previous: readModel(previous) });
  writeTree(out, tree);
  return `Wrote ${tree.files.length} files to ${out} (generator ${tree.generatorVersion}).`;
}

function generate(input: GenerateServiceInput): GeneratedTree {
  try {
    return generateService(input);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}

function readMigrations(folder: string): readonly EarlierMigration[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({ name, sql: readText(path.join(folder, name, 'migration.sql')) }));
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `00001_initial`, then one number more than the last. */
function nextName(earlier: readonly EarlierMigration[]): string {
  const last = Number.parseInt(earlier.at(-1)?.name ?? '0', 10);
  if (Number.isNaN(last)) throw new UsageError('Name the migration: --migration-name <name>.');
  return `${String(last + 1).padStart(5, '0')}_${earlier.length === 0 ? 'initial' : 'change'}`;
}

function writeTree(out: string, tree: GeneratedTree): void {
  const root = path.resolve(out);
  const outside = tree.files.find((file) => !path.resolve(root, file.path).startsWith(`${root}${path.sep}`));
  if (outside !== undefined) throw new InputError(`The model writes outside of ${out}: ${outside.path}.`);
  for (const file of tree.files) {
    const target = path.resolve(root, file.path);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, file.content);
    if (file.mode === '100755') chmodSync(target, 0o755);
  }
}
