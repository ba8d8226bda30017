import type { EarlierMigration, GeneratedTree, ServiceModel } from '@amplication/domain';
import {
  generateWithPlugins,
  loadPlugins,
  type GenerateServiceInput,
  type InstalledPlugins,
} from '@amplication/generator';
import { parseCommand } from './parse-command.ts';
import { nextMigrationName, readMigrations } from './read-migrations.ts';
import { readModel } from './read-model.ts';
import { InputError, UsageError } from './usage-error.ts';
import { writeTree, type WrittenTree } from './write-tree.ts';

const OPTIONS = { values: ['out', 'previous', 'migrations', 'migration-name', 'plugins'], flags: ['force'] } as const;

/** `generate model.json --out DIR`: writes the service's files and answers what was done. What is not generated stays. */
export async function generateCommand(args: readonly string[]): Promise<string> {
  const { modelFile, options, flags } = parseCommand(args, OPTIONS);
  const { out, previous, migrations } = options;
  if (out === undefined) throw new UsageError('Say where to write: --out <folder>.');
  if ((previous === undefined) !== (migrations === undefined))
    throw new UsageError('--previous and --migrations belong together.');
  const earlierMigrations = migrations === undefined ? [] : readMigrations(migrations);
  const migrationName = options['migration-name'] ?? nextMigrationName(earlierMigrations);
  const before = previous === undefined ? undefined : readModel(previous);
  const installed = await atInput(() => loadPlugins(options.plugins));
  const tree = await generate(
    { model: readModel(modelFile), previous: before, earlierMigrations, migrationName },
    installed,
  );
  const earlier = before === undefined ? [] : (await generateAgain(before, earlierMigrations, installed)).files;
  return toReport(out, tree, writeTree(out, tree.files, { earlier, force: flags.has('force') }));
}

/** The files as the previous model left them. */
function generateAgain(
  model: ServiceModel,
  earlierMigrations: readonly EarlierMigration[],
  installed: InstalledPlugins,
): Promise<GeneratedTree> {
  return generate({ model, previous: model, earlierMigrations, migrationName: 'none' }, installed);
}

function generate(input: GenerateServiceInput, installed: InstalledPlugins): Promise<GeneratedTree> {
  return atInput(() => generateWithPlugins(input, installed));
}

async function atInput<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : String(error));
  }
}

function toReport(out: string, tree: GeneratedTree, { written, removed, kept }: WrittenTree): string {
  return [
    `Wrote ${written} files to ${out} (generator ${tree.generatorVersion}).`,
    ...(removed === 0 ? [] : [`Removed ${removed} files that the model no longer has.`]),
    ...kept.map((file) => `Kept ${file}: the model no longer has it, but somebody edited it.`),
  ].join('\n');
}
