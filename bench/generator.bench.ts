import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { bundle, bundleFolder } from './generator/bundle.ts';
import { makeModel } from './generator/make-model.ts';
import { REPORTER, runMeasured } from './generator/run-measured.ts';

const SIZES = [5, 20, 100, 500];
const REPEATS = Number(process.env['BENCH_REPEATS'] ?? 5);

interface Sample {
  readonly files: number;
  readonly bytes: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly diffMs: number;
}
type Kind = 'cold' | 'warm' | 'one-field';
interface Case extends Omit<Sample, 'diffMs'> {
  readonly entities: number;
  readonly kind: Kind;
}

let directory: string;
const cases: Case[] = [];
const diffs: Record<string, number>[] = [];

beforeAll(async () => {
  if (REPEATS % 2 === 0) throw new Error('BENCH_REPEATS must be odd: the median is one of the measurements.');
  directory = await mkdtemp(join(tmpdir(), 'bench-generator-'));
  await rm(bundleFolder, { recursive: true, force: true });
  await bundle({ amplication: 'apps/cli/src/main.ts', render: 'bench/generator/render-program.ts' }, bundleFolder);
  await writeFile(join(directory, 'reporter.mjs'), REPORTER);
});
afterAll(async () => {
  const result = { cases, tables: { 'migration diff': diffs, 'ms for each entity': growth() } };
  await writeFile(process.env['BENCH_RESULT'] ?? join(tmpdir(), 'bench-generator.json'), JSON.stringify(result));
  await rm(directory, { recursive: true, force: true });
  await rm(bundleFolder, { recursive: true, force: true });
});

describe.each(SIZES)('%i entities', (entities) => {
  let model: string;
  beforeAll(async () => {
    model = join(directory, `model-${entities}.json`);
    await writeFile(model, JSON.stringify(makeModel(entities)));
  });

  it('cold', async () => {
    const samples: Sample[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) samples.push(await measureCold(model));
    record(entities, 'cold', samples);
  });

  it.each(['warm', 'one-field'] as const)('%s', async (kind) => {
    const samples = await measureInProcess(model, kind);
    record(entities, kind, samples);
    if (kind === 'one-field') diffs.push({ entities, diffMs: round(median(samples, 'diffMs')) });
  });
});

/**
 * From the start of a process to its end, with all files on disk. They stay until the end: ext4 looks a long time for inodes where many
 * files were removed in the last seconds.
 */
async function measureCold(model: string): Promise<Sample> {
  const out = await mkdtemp(join(directory, 'out-'));
  const cost = await runMeasured([join(bundleFolder, 'amplication.js'), 'generate', model, '--out', out], {
    reporter: join(directory, 'reporter.mjs'),
    usageFile: join(directory, 'usage.json'),
  });
  const written = await readdir(out, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    written
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return { files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0), ...cost, diffMs: 0 };
}

/** In one process, after a first run that is not counted. */
async function measureInProcess(model: string, kind: Kind): Promise<readonly Sample[]> {
  await mkdir(bundleFolder, { recursive: true });
  const program = join(bundleFolder, 'render.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, model, kind, String(REPEATS)]);
  const { samples, peakMb } = JSON.parse(stdout) as {
    readonly samples: readonly Omit<Sample, 'peakMb'>[];
    readonly peakMb: number;
  };
  return samples.map((sample) => ({ ...sample, peakMb }));
}

function record(entities: number, kind: Kind, samples: readonly Sample[]): void {
  cases.push({
    entities,
    kind,
    files: median(samples, 'files'),
    bytes: median(samples, 'bytes'),
    wallMs: round(median(samples, 'wallMs')),
    cpuMs: round(median(samples, 'cpuMs')),
    peakMb: Math.round(median(samples, 'peakMb')),
  });
}

function median(samples: readonly Sample[], name: keyof Sample): number {
  const sorted = samples.map((sample) => sample[name]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What one more entity costs between two sizes: a straight line keeps it the same. */
function growth(): readonly Record<string, string | number>[] {
  return (['cold', 'warm', 'one-field'] as const).map((kind) => {
    const row: Record<string, string | number> = { kind };
    const ofKind = cases.filter((entry) => entry.kind === kind);
    ofKind.slice(1).forEach((entry, index) => {
      const before = ofKind[index];
      if (before === undefined) return;
      const perEntity = (entry.wallMs - before.wallMs) / (entry.entities - before.entities);
      row[`${before.entities} to ${entry.entities}`] = Math.round(perEntity * 100) / 100;
    });
    return row;
  });
}
