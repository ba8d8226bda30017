import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chinookModel } from '../testing/models.ts';
import { generateService } from '../generate-service.ts';
import { GENERATOR_VERSION } from '../generator-version.ts';
import { generateWithPlugins } from './generate-with-plugins.ts';
import { builtInPlugins, loadPlugins } from './installed-plugins.ts';
import { generatorVersionOf, pluginVersions } from './plugin-versions.ts';
import type { InstalledPlugins, PluginDescription, SettingValue } from './plugin.ts';

const LIMITS = { milliseconds: 60_000, megabytes: 64 };
/** For what never ends. */
const SHORT = { ...LIMITS, milliseconds: 1_500 };
const model = chinookModel();
const server = model.serverDirectory;

type Chosen = Readonly<Record<string, Readonly<Record<string, SettingValue>>>>;

function inputFor(chosen: Chosen) {
  const plugins = Object.entries(chosen).map(([name, settings]) => ({ name, settings }));
  return { model: { ...model, plugins }, earlierMigrations: [], migrationName: '00001_initial' };
}

function generate(installed: InstalledPlugins, chosen: Chosen) {
  return generateWithPlugins(inputFor(chosen), installed);
}

function describePlugin(name: string, rest: Partial<PluginDescription> = {}): PluginDescription {
  return { name, version: '1.0.0', summary: 'A test.', settings: [], ...rest };
}

/** One plugin that answers this, whatever it is. */
function answering(answer: unknown, rest: Partial<PluginDescription> = {}): InstalledPlugins {
  return new Map([['odd', { description: describePlugin('odd', rest), run: () => answer }]]);
}

const file = (path: string, key = `plugin:odd:${path}`) => ({ path, key, mode: '100644', content: 'x\n' });
const original = (path: string) => {
  const found = generateService(inputFor({})).files.find((each) => each.path === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found;
};

describe('the answer of a plugin', () => {
  it('adds files and changes files, which keep their keys', async () => {
    const readme = { ...original(`${server}/README.md`), content: '# Mine\n' };
    const tree = await generate(answering([readme, file(`${server}/NEW.md`)]), { odd: {} });
    expect(tree.files.find(({ path }) => path === readme.path)).toEqual(readme);
    expect(tree.files.map(({ path }) => path)).toEqual(tree.files.map(({ path }) => path).sort());
    expect(tree.files).toHaveLength(generateService(inputFor({})).files.length + 1);
  });

  it.each([
    ['nothing', undefined, 'must answer a list'],
    ['no file', [null], 'needs a path'],
    ['no mode', [{ ...file(`${server}/a`), mode: '120000' }], 'needs the mode'],
    ['a way out', [file('../evil')], 'is no path'],
    ['a way out inside', [file(`${server}/../../evil`)], 'is no path'],
    ['an absolute path', [file('/etc/passwd')], 'is no path'],
    ['a backslash', [file(`${server}\\evil`)], 'is no path'],
    ['git', [file(`${server}/.git/config`)], 'is no path'],
    ['another folder', [file('apps/other/a')], 'is outside of the service'],
    ['a root file', [file('.gitlab-ci.yml')], 'is outside of the service'],
    ['a file of the repository', [file('.gitlab/CODEOWNERS')], 'is outside of the service'],
    ['one path twice', [file(`${server}/a`), file(`${server}/a`, 'plugin:odd:b')], 'twice'],
    ['paths that differ in case', [file(`${server}/readme.md`)], 'differ only in case'],
    ['a folder that is a file', [file(`${server}/README.md/a`)], 'is a file, and the folder of'],
    ["another plugin's key", [file(`${server}/a`, 'plugin:other:a')], 'must begin with "plugin:odd:"'],
    ["the generator's key", [file(`${server}/a`, 'readme')], 'must begin with "plugin:odd:"'],
    ['a key twice', [file(`${server}/a`, 'plugin:odd:a'), file(`${server}/b`, 'plugin:odd:a')], 'already'],
    ['a stolen file', [file(`${server}/README.md`)], 'must keep its key'],
    ['a lock', [{ ...original(`${server}/package-lock.json`), content: '{}' }], 'made by the generator alone'],
    ['a migration', [file(`${server}/prisma/migrations/00009_x/migration.sql`)], 'made by the generator alone'],
    ['dependencies', [{ ...original(`${server}/package.json`), content: '{"name":"x"}' }], 'may not change "name"'],
    ['half a character', [{ ...file(`${server}/a`), content: '\ud800' }], 'must be text'],
    ['a file of 2 MB', [{ ...file(`${server}/a`), content: 'x'.repeat(2e6) }], 'bytes at most'],
  ])('is refused in a sentence when it is %s', async (_what, answer, sentence) => {
    const refused = generate(answering(answer), { odd: {} });
    await expect(refused).rejects.toThrow(/^Plugin "odd": /u);
    await expect(refused).rejects.toThrow(sentence);
  });
});

it('writes files of the whole repository where it says so', async () => {
  const owners = file('.gitlab/CODEOWNERS');
  const { files } = await generate(answering([owners], { repositoryWide: true }), { odd: {} });
  expect(files).toContainEqual(owners);
});

describe('the plugins of a model', () => {
  const appending = (name: string): InstalledPlugins => {
    const run = ({ files }: { readonly files: readonly { readonly path: string; readonly content: string }[] }) =>
      files
        .filter(({ path }) => path === `${server}/README.md`)
        .map((readme) => ({ ...readme, content: `${readme.content}${name}\n` }));
    return new Map([[name, { description: describePlugin(name), run }]]);
  };
  const both = new Map([...appending('one'), ...appending('two')]);

  it.each([
    [['one', 'two'], 'one\ntwo\n'],
    [['two', 'one'], 'two\none\n'],
  ])('run in the order of the model: %j', async (names, end) => {
    const { files } = await generate(both, Object.fromEntries(names.map((name) => [name, {}])));
    expect(files.find(({ path }) => path === `${server}/README.md`)?.content.endsWith(end)).toBe(true);
  });

  it('are part of the version that a commit pins, in their order', async () => {
    const { model: chosen } = inputFor({ two: {}, one: {} });
    expect(pluginVersions(chosen, both)).toEqual(['two@1.0.0', 'one@1.0.0']);
    expect(generatorVersionOf(chosen, both)).toBe(`${GENERATOR_VERSION}+two@1.0.0,one@1.0.0`);
    expect(generatorVersionOf(model, both)).toBe(GENERATOR_VERSION);
    expect((await generate(both, { two: {}, one: {} })).generatorVersion).toBe(generatorVersionOf(chosen, both));
  });

  it('change nothing when there are none', async () => {
    expect(await generate(builtInPlugins(), {})).toEqual(generateService(inputFor({})));
  });

  it('are refused when the operator did not install them', async () => {
    await expect(generate(both, { three: {} })).rejects.toThrow('Plugin "three": it is not installed here.');
  });

  it('are refused with settings that they do not have, and values of another type', async () => {
    const settings = [{ name: 'size', label: 'Size', type: 'number', default: 1, max: 3 }] as const;
    const sized = answering([], { settings });
    await expect(generate(sized, { odd: { colour: 'red' } })).rejects.toThrow('has no setting "colour"');
    await expect(generate(sized, { odd: { size: 'big' } })).rejects.toThrow('"Size" must be a number');
    await expect(generate(sized, { odd: { size: 9 } })).rejects.toThrow('"Size" must be at most 3');
  });

  it('bring packages of the recorded lock, and no others', async () => {
    const { files } = await generate(answering([], { dependencies: ['@platformatic/kafka'] }), { odd: {} });
    const text = (name: string) => files.find(({ path }) => path === `${server}/${name}`)?.content ?? '';
    expect(text('package.json')).toContain('"@platformatic/kafka": "1.35.0"');
    expect(text('package-lock.json')).toContain('"node_modules/@platformatic/kafka"');
    const unknown = answering([], { dependencies: ['left-pad'] });
    await expect(generate(unknown, { odd: {} })).rejects.toThrow(/"left-pad", which is not in the recorded lock/u);
  });
});

describe("a plugin in the operator's folder", () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plugins-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Installs a plugin whose `generate` has this body. */
  const install = (body: string, rest = '', limits = LIMITS): Promise<InstalledPlugins> => {
    mkdirSync(join(folder, 'odd'), { recursive: true });
    writeFileSync(join(folder, 'odd/package.json'), '{ "type": "module" }');
    const described = `name: "odd", version: "1.0.0", summary: "A test.", settings: [], ${rest}`;
    writeFileSync(join(folder, 'odd/index.js'), `export default { ${described} generate(input) { ${body} } };`);
    return loadPlugins(folder, limits);
  };

  it.each([
    ['throws', 'throw new Error("no luck")', 'it failed: no luck'],
    ['throws what is no error', 'throw "no luck"', 'it failed: no luck'],
    ['never ends', 'for (;;);', 'it took longer than 1.5 seconds.'],
    ['never answers', 'return new Promise(() => setInterval(() => {}, 1000))', 'it took longer than 1.5 seconds.'],
    ['ends its thread', 'process.exit(0)', 'it ended without an answer.'],
    ['eats memory', 'const all = []; for (;;) all.push(new Array(1e5).fill({}));', 'more than 64 MB of memory.'],
    ['answers functions', 'return [() => 1]', 'it answered what is no plain data'],
    ['writes elsewhere', 'return [{ path: "../x", mode: "100644", content: "", key: "plugin:odd:x" }]', 'is no path'],
  ])('is refused without a stack when it %s', async (_what, body, sentence) => {
    const installed = await install(body, '', sentence.includes('longer') ? SHORT : LIMITS);
    const error: unknown = await generate(installed, { odd: {} }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ plugin: 'odd', message: expect.stringContaining(sentence) });
    expect((error as Error).message).not.toMatch(/\n|index\.js/u);
  });

  it('sees no environment of ours', async () => {
    process.env['PLUGIN_SECRET'] = 'secret';
    const path = JSON.stringify(`${server}/env.txt`);
    const content = 'JSON.stringify(Object.keys(process.env))';
    const installed = await install(
      `return [{ path: ${path}, mode: "100644", content: ${content}, key: "plugin:odd:e" }]`,
    );
    const { files } = await generate(installed, { odd: {} });
    delete process.env['PLUGIN_SECRET'];
    expect(files.find((each) => each.path.endsWith('/env.txt'))?.content).toBe('[]');
  });

  it.each([
    ['needs a package that was not recorded', 'dependencies: ["left-pad"],', 'not in the recorded lock'],
    ['has another name', 'name: "even",', 'the folder must have the same name'],
    ['has no version', 'version: "latest",', 'its version must be like 1.2.3'],
    ['has a setting without a type', 'settings: [{ name: "a", label: "A" }],', 'one of its settings is not valid'],
  ])('is not installed when it %s', async (_what, rest, sentence) => {
    await expect(install('return []', rest)).rejects.toThrow(sentence);
  });

  it('may not take the name of a built-in one, nor come from a folder that is not there', async () => {
    mkdirSync(join(folder, 'kafka'));
    writeFileSync(join(folder, 'kafka/index.js'), '');
    await expect(loadPlugins(folder)).rejects.toThrow('Plugin "kafka": a built-in plugin has this name');
    await expect(loadPlugins(join(folder, 'absent'))).rejects.toThrow('absent, cannot be read');
  });

  it('gives the same bytes again: the example', async () => {
    const examples = fileURLToPath(new URL('../../../../examples/plugins', import.meta.url));
    const installed = await loadPlugins(examples);
    const chosen = { changelog: { title: 'News' }, kafka: {}, codeowners: { owners: '@team' } };
    const once = await generate(installed, chosen);
    expect(await generate(await loadPlugins(examples), chosen)).toEqual(once);
    const changelog = once.files.find(({ path }) => path === `${server}/CHANGELOG.md`);
    expect(changelog?.content).toMatch(/^# News\n/u);
  });
});
