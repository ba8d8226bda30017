import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  applyTemplate,
  CHINOOK,
  newServiceModel,
  updateEntity,
  type EntityId,
  type ServiceId,
  type ServiceModel,
} from '@amplication/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'amplication-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(args, { print: (text) => out.push(text), printError: (text) => err.push(text) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

function chinook(): ServiceModel {
  let count = 0;
  const model = newServiceModel({ id: 'chinook' as ServiceId, name: 'Chinook', slug: 'chinook', description: '' });
  return applyTemplate(model, CHINOOK, () => `id-${(count += 1)}`);
}

function save(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('amplication validate', () => {
  it('tells what a valid model holds', async () => {
    const { code, out } = await run('validate', save('model.json', chinook()));
    expect(code).toBe(0);
    expect(out).toMatch(/is valid: Chinook with 11 entities and \d+ fields\.$/u);
  });

  it('lists every fault of the shape with its path', async () => {
    const { code, err } = await run('validate', save('model.json', { ...chinook(), slug: 'No Slug', name: '' }));
    expect(code).toBe(1);
    expect(err).toContain('- name:');
    expect(err).toContain('- slug:');
  });

  it('refuses a reserved name, an entity without an id and a relation to nowhere', async () => {
    const model = chinook();
    const entities = model.entities
      .filter(({ name }) => name !== 'Genre')
      .map((entity) => (entity.name === 'Artist' ? { ...entity, name: 'Class', fields: [] } : entity));
    const { code, err } = await run('validate', save('model.json', { ...model, entities }));
    expect(code).toBe(1);
    expect(err).toContain('"Class" is a reserved word');
    expect(err).toContain('Class has no id: every entity needs exactly one.');
    expect(err).toContain('The other side of the relation Track.genre is not in the model');
  });

  it('tells where each rule is broken', async () => {
    const model = chinook();
    const entities = model.entities.map((entity) => {
      const [first, second, third, ...rest] = entity.fields;
      if (first === undefined || second === undefined || third === undefined) return entity;
      const twin = { ...third, id: `twin of ${third.id}`, name: 'changedAt' };
      const change: Readonly<Record<string, object>> = {
        Artist: { name: 'Class' },
        Genre: { fields: [first, { ...second, name: 'Bad Name' }, third, ...rest] },
        MediaType: { fields: [...entity.fields, twin] },
        Playlist: { fields: entity.fields.filter(({ type }) => type.kind !== 'id') },
        Employee: { fields: [first, second, { ...third, name: 'createdat' }, ...rest] },
        Invoice: { fields: [first, { ...second, id: first.id }, third, ...rest] },
      };
      return { ...entity, ...change[entity.name] };
    });
    const { code, err } = await run('validate', save('model.json', { ...model, entities }));
    expect(code).toBe(1);
    const places = err
      .split('\n')
      .slice(1)
      .map((line) => /^- ([\w.]+): .{10,}\.$|/u.exec(line)?.[1] ?? line);
    expect(places.toSorted()).toEqual([
      'entities.0.name',
      'entities.1.fields.1.name',
      'entities.2.fields.5.type',
      'entities.3',
      'entities.7.fields.1.name',
      'entities.7.fields.2.name',
      'entities.7.fields.3.attributes',
      'entities.9.fields.1.id',
    ]);
  });

  it('answers 2 for a file that is absent, a folder, or no JSON', async () => {
    const absent = await run('validate', path.join(folder, 'absent.json'));
    expect(absent).toMatchObject({ code: 2, err: expect.stringContaining('absent.json cannot be read') });
    expect(await run('validate', folder)).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') });
    const broken = await run('validate', save('broken.json', '{'));
    expect(broken).toMatchObject({ code: 2, err: expect.stringContaining('broken.json is not JSON') });
  });

  it('reads a file that begins with a byte order mark', async () => {
    expect((await run('validate', save('model.json', `\uFEFF${JSON.stringify(chinook())}`))).code).toBe(0);
  });

  it('answers 1 for JSON that is no model', async () => {
    expect(await run('validate', save('list.json', []))).toMatchObject({
      code: 1,
      err: expect.stringContaining('- the model: '),
    });
  });
});

describe('amplication generate', () => {
  it('writes the service, and then its next version with one more migration', async () => {
    const first = chinook();
    const artist = first.entities.find(({ name }) => name === 'Artist');
    const second = updateEntity(first, artist?.id ?? ('' as EntityId), { name: 'Musician' });
    const [before, after] = [save('first.json', first), save('second.json', second)];
    const out = path.join(folder, 'out');
    const migrations = path.join(out, 'apps/chinook-server/prisma/migrations');

    expect(await run('generate', before, '--out', out)).toMatchObject({ code: 0, err: '' });
    const initial = readFileSync(path.join(migrations, '00001_initial/migration.sql'), 'utf8');
    expect((await run('generate', after, '--out', out, '--previous', before, '--migrations', migrations)).code).toBe(0);
    const change = readFileSync(path.join(migrations, '00002_change/migration.sql'), 'utf8');
    expect(change).toContain('ALTER TABLE "Artist" RENAME TO "Musician";');
    expect(readFileSync(path.join(migrations, '00001_initial/migration.sql'), 'utf8')).toBe(initial);
  });

  const service = 'apps/chinook-server/src/artist/artist.service.ts';

  it('leaves files of others in the folder, and writes the same again', async () => {
    const out = path.join(folder, 'out');
    mkdirSync(out);
    writeFileSync(path.join(out, 'mine.txt'), 'mine');
    const model = save('model.json', chinook());
    expect((await run('generate', model, '--out', out)).code).toBe(0);
    expect((await run('generate', model, '--out', out)).code).toBe(0);
    expect(readFileSync(path.join(out, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('writes nothing where a file would be lost, and says which', async () => {
    const out = path.join(folder, 'out');
    const target = path.join(out, service);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, '// mine');
    const model = save('model.json', chinook());
    const { code, err } = await run('generate', model, '--out', out);
    expect(code).toBe(1);
    expect(err).toContain(`- ${service}`);
    expect(readdirSync(out)).toEqual(['apps']);
    expect(readFileSync(target, 'utf8')).toBe('// mine');

    expect((await run('generate', model, '--out', out, '--force')).code).toBe(0);
    expect(readFileSync(target, 'utf8')).toContain('export class ArtistService');
  });

  it('removes what a renamed entity left, but for what somebody edited', async () => {
    const first = chinook();
    const artist = first.entities.find(({ name }) => name === 'Artist');
    const second = updateEntity(first, artist?.id ?? ('' as EntityId), { name: 'Musician' });
    const [before, after, out] = [save('first.json', first), save('second.json', second), path.join(folder, 'out')];
    const migrations = path.join(out, 'apps/chinook-server/prisma/migrations');
    await run('generate', before, '--out', out);
    writeFileSync(path.join(out, service), '// mine');
    const result = await run('generate', after, '--out', out, '--previous', before, '--migrations', migrations);
    expect(result.code).toBe(0);
    expect(result.out).toMatch(/Removed \d\d files/u);
    expect(result.out).toContain(`Kept ${service}`);
    expect(readdirSync(path.join(out, path.dirname(service)))).toEqual(['artist.service.ts']);
    expect(readFileSync(path.join(out, service), 'utf8')).toBe('// mine');
  });

  it('does not follow a link out of the folder', async () => {
    const [out, elsewhere] = [path.join(folder, 'out'), path.join(folder, 'elsewhere')];
    mkdirSync(out);
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, path.join(out, 'apps'));
    const { code, err } = await run('generate', save('model.json', chinook()), '--out', out);
    expect(code).toBe(1);
    expect(err).toContain('is in the way');
    expect(readdirSync(elsewhere)).toEqual([]);
  });

  it('answers 2 for a folder that is a file, and for migrations that are not there', async () => {
    const model = save('model.json', chinook());
    expect(await run('generate', model, '--out', model)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no folder'),
    });
    const absent = path.join(folder, 'absent');
    const result = await run('generate', model, '--out', folder, '--previous', model, '--migrations', absent);
    expect(result).toMatchObject({ code: 2, err: expect.stringContaining('absent cannot be read') });
    expect(readdirSync(folder)).toEqual(['model.json']);
  });

  it('refuses a model that writes outside of the folder', async () => {
    const file = save('model.json', { ...chinook(), serverDirectory: '../evil' });
    const out = path.join(folder, 'out');
    mkdirSync(out);
    const { code, err } = await run('generate', file, '--out', out);
    expect(code).toBe(1);
    expect(err).toContain('serverDirectory: Name a folder inside the repository');
  });
});

describe('the command line', () => {
  it.each([[['--help']], [['-h']], [['help']], [['generate', '--help']], [['validate', 'a.json', '-h']]])(
    'is explained on request: %j',
    async (args) => {
      const explained = { code: 0, err: '', out: expect.stringContaining('amplication generate <model.json>') };
      expect(await run(...args)).toMatchObject(explained);
    },
  );

  it.each([
    [[], 'Which command?'],
    [['frobnicate'], 'There is no command "frobnicate".'],
    [['validate'], 'Which model file?'],
    [['validate', 'a.json', 'b.json'], 'Only one model file'],
    [['generate', 'a.json'], '--out <folder>'],
    [['generate', 'a.json', '--out', 'x', '--previous', 'b.json'], '--previous and --migrations belong together.'],
    [['generate', 'a.json', '--out', ''], '--out is empty.'],
    [['generate', 'a.json', '--frobnicate'], '--frobnicate'],
  ])('is wrong: %j', async (args, message) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('Usage:');
  });
});
