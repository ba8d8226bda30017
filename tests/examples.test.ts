import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import { listModelFaults, parseServiceModel, type ServiceModel } from '@amplication/domain';
import { generateService } from '@amplication/generator';
import { createTestDatabase, startGeneratedService } from '@amplication/test-kit';

const root = fileURLToPath(new URL('../examples', import.meta.url));
const names = readdirSync(root).filter((name) => existsSync(join(root, name, 'make-model.ts')));
/** `npm run examples` sets these two. */
const isRecording = process.env['EXAMPLES_RECORD'] === '1';
const running = (process.env['EXAMPLES_RUN'] ?? '').split(',').filter((name) => names.includes(name));

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
});

for (const name of running) {
  it(`${name} installs, type-checks, migrates, starts and passes its own tests`, { timeout: 900_000 }, async () => {
    const directory = await mkdtemp(join(tmpdir(), `example-${name}-`));
    const database = await createTestDatabase();
    try {
      const model = parseServiceModel(await readJson(name, 'model.json'));
      for (const { path, content } of generate(model).files) {
        await mkdir(dirname(join(directory, path)), { recursive: true });
        await writeFile(join(directory, path), content);
      }
      const server = join(directory, model.serverDirectory);
      const service = await startGeneratedService({ directory: server, databaseUrl: database.url });
      try {
        expect((await fetch(`${service.url}/api/docs-json`)).status).toBe(200);
      } finally {
        await service.stop();
      }
      const env = { ...process.env, DATABASE_URL: database.url, NO_COLOR: '1' };
      for (const script of ['typecheck', 'test'])
        await promisify(execFile)('npm', ['run', script], { cwd: server, env, maxBuffer: 2 ** 26 });
    } finally {
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    }
  });
}
