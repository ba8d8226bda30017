import { readFileSync, writeSync } from 'node:fs';
import { parseServiceModel } from '@amplication/domain';
import { RenderCache, generateService } from '@amplication/generator';
import { migrationSql } from '../../packages/generator/src/database/migration-sql.ts';
import { toDatabaseSchema } from '../../packages/generator/src/database/to-database-schema.ts';
import { toServiceView } from '../../packages/generator/src/view/to-service-view.ts';
import { changeOneField } from './make-model.ts';

// `node render.js <model.json> <warm|one-field> <repeats>`: one line of JSON with a sample for each repeat after the first.
const [file = '', kind = '', repeats = '1'] = process.argv.slice(2);
const model = parseServiceModel(JSON.parse(readFileSync(file, 'utf8')));
const changed = changeOneField(model);
const earlierMigrations = [{ name: '00001_initial', sql: '-- as it was\n' }];

const samples = Array.from({ length: Number(repeats) + 1 }, kind === 'warm' ? sampleWarm : sampleOneField).slice(1);
writeSync(1, `${JSON.stringify({ samples, peakMb: process.resourceUsage().maxRSS / 1_024 })}\n`);

function sampleWarm() {
  const { result, times } = measure(() => render(model, model));
  return { ...sizeOf(result.files), ...times, diffMs: 0 };
}

/** With what was rendered before at hand, as a build has it; files and bytes are those that differ from then. */
function sampleOneField() {
  const cache = new RenderCache();
  const old = new Map(render(model, model, cache).files.map(({ path, content }) => [path, content]));
  const { result, times } = measure(() => render(changed, changed, cache));
  const diff = measure(() => migrationSql(toDatabase(model), toDatabase(changed)));
  const written = result.files.filter(({ path, content }) => old.get(path) !== content);
  return { ...sizeOf(written), ...times, diffMs: diff.times.wallMs };
}

/** With `previous` equal to the model no migration is made, though the two are compared. */
function render(next: typeof model, previous: typeof model, cache = new RenderCache()) {
  const input = { model: next, previous, earlierMigrations, migrationName: '00002_change' };
  return generateService(input, cache);
}

function toDatabase(of: typeof model) {
  return toDatabaseSchema(toServiceView(of));
}

function sizeOf(files: readonly { readonly content: string }[]) {
  return { files: files.length, bytes: files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0) };
}

function measure<Result>(act: () => Result) {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const result = act();
  const wallMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  return { result, times: { wallMs, cpuMs: (user + system) / 1_000 } };
}
