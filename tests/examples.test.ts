import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import { listModelFaults, parseServiceModel, type ServiceModel } from '@amplication/domain';
import { generateService } from '@amplication/generator';
import { runExample, type Example } from './support/examples/run-example.ts';
import { findSampleEntity } from './support/examples/sample-entity.ts';
import { tellShopStory } from './support/examples/shop-story.ts';
import { newSteps } from './support/examples/steps.ts';

const root = fileURLToPath(new URL('../examples', import.meta.url));
const names = readdirSync(root).filter((name) => existsSync(join(root, name, 'make-model.ts')));
/** `npm run examples` sets these two. */
const isRecording = process.env['EXAMPLES_RECORD'] === '1';
const running = (process.env['EXAMPLES_RUN'] ?? '').split(',').filter((name) => names.includes(name));
/** Those whose admin UI has a story of its own. */
const STORIES: Readonly<Record<string, Example['story']>> = { shop: tellShopStory };
const MOST_LINES = 400;

const HOW =
  'What the generator writes has changed: look at the difference, then record it with `npm run examples -- --record`.';

/** What `tree.json` holds: by path, the mode, the SHA-256 and the bytes of each file. */
type Tree = Readonly<Record<string, string>>;

function generate(model: ServiceModel) {
  return generateService({ model, earlierMigrations: [], migrationName: '00001_initial' });
}

function toTree(model: ServiceModel): Tree {
  return Object.fromEntries(
    generate(model).files.map(({ path, mode, content }) => {
      const hash = createHash('sha256').update(content).digest('hex');
      return [path, `${mode} ${hash} ${Buffer.byteLength(content)}`];
    }),
  );
}

async function makeModel(name: string): Promise<ServiceModel> {
  const file = join(root, name, 'make-model.ts');
  const { makeModel: make } = (await import(/* @vite-ignore */ file)) as { readonly makeModel: () => ServiceModel };
  return make();
}

async function readJson(name: string, file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, name, file), 'utf8'));
}

async function writeJson(name: string, file: string, value: unknown): Promise<void> {
  const { code } = await format(file, JSON.stringify(value, null, 2), { printWidth: 120 });
  await writeFile(join(root, name, file), code);
}

if (isRecording) {
  it.each(names)('records %s', async (name) => {
    const model = await makeModel(name);
    await writeJson(name, 'model.json', model);
    await writeJson(name, 'tree.json', toTree(model));
  });
}

describe.each(names)('the example %s', (name) => {
  it('is the valid model that its script makes', async () => {
    const model = parseServiceModel(await readJson(name, 'model.json'));
    expect(listModelFaults(model)).toEqual([]);
    expect(model, HOW).toEqual(await makeModel(name));
  });

  it('is generated as it was recorded', async () => {
    const recorded = (await readJson(name, 'tree.json')) as Tree;
    expect(toTree(parseServiceModel(await readJson(name, 'model.json'))), HOW).toEqual(recorded);
  });

  it(`has no file of code with more than ${MOST_LINES} lines`, async () => {
    const { files } = generate(parseServiceModel(await readJson(name, 'model.json')));
    const sources = files.filter(({ path }) => /\.tsx?$/u.test(path));
    const long = sources.filter(({ content }) => content.split('\n').length - 1 > MOST_LINES);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

for (const name of running) {
  it(
    `${name} installs, starts, passes its own tests, and is used over its APIs and in a browser`,
    { timeout: 900_000 },
    async ({ annotate }) => {
      const model = parseServiceModel(await readJson(name, 'model.json'));
      const sample = findSampleEntity(model, generate(model).identifiers);
      await runExample(newSteps(annotate), { model, sample, story: STORIES[name] });
    },
  );
}
