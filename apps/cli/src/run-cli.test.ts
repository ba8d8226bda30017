import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

function run(...args: string[]): { readonly code: number; readonly out: string; readonly err: string } {
  const out: string[] = [];
  const err: string[] = [];
  const code = runCli(args, { print: (text) => out.push(text), printError: (text) => err.push(text) });
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
  it('tells what a valid model holds', () => {
    const { code, out } = run('validate', save('model.json', chinook()));
    expect(code).toBe(0);
    expect(out).toMatch(/is valid: Chinook with 11 entities and \d+ fields\.$/u);
  });

  it('lists every fault of the shape with its path', () => {
    const { code, err } = run('validate', save('model.json', { ...chinook(), slug: 'No Slug', name: '' }));
    expect(code).toBe(1);
    expect(err).toContain('- name:');
    expect(err).toContain('- slug:');
  });

  it('refuses a reserved name, an entity without an id and a relation to nowhere', () => {
    const model = chinook();
    const entities = model.entities
      .filter(({ name }) => name !== 'Genre')
      .map((entity) => (entity.name === 'Artist' ? { ...entity, name: 'Class', fields: [] } : entity));
    const { code, err } = run('validate', save('model.json', { ...model, entities }));
    expect(code).toBe(1);
    expect(err).toContain('"Class" is a reserved word');
    expect(err).toContain('Class has no id: every entity needs exactly one.');
    expect(err).toContain('The other side of the relation Track.genre is not in the model');
  });

  it('names the file that is absent or no JSON', () => {
    expect(run('validate', path.join(folder, 'absent.json')).err).toContain('absent.json cannot be read');
    expect(run('validate', save('broken.json', '{')).err).toContain('broken.json is not JSON');
  });
});

describe('amplication generate', () => {
  it('writes the service, and then its next version with one more migration', () => {
    const first = chinook();
    const artist = first.entities.find(({ name }) => name === 'Artist');
    const second = updateEntity(first, artist?.id ?? ('' as EntityId), { name: 'Musician' });
    const [before, after] = [save('first.json', first), save('second.json', second)];
    const out = path.join(folder, 'out');
    const migrations = path.join(out, 'apps/chinook-server/prisma/migrations');

    expect(run('generate', before, '--out', out)).toMatchObject({ code: 0, err: '' });
    const initial = readFileSync(path.join(migrations, '00001_initial/migration.sql'), 'utf8');
    expect(run('generate', after, '--out', out, '--previous', before, '--migrations', migrations).code).toBe(0);
    const change = readFileSync(path.join(migrations, '00002_change/migration.sql'), 'utf8');
    expect(change).toContain('ALTER TABLE "Artist" RENAME TO "Musician";');
    expect(readFileSync(path.join(migrations, '00001_initial/migration.sql'), 'utf8')).toBe(initial);
  });

  it('refuses a model that writes outside of the folder', () => {
    const file = save('model.json', { ...chinook(), serverDirectory: '../evil' });
    const out = path.join(folder, 'out');
    mkdirSync(out);
    const { code, err } = run('generate', file, '--out', out);
    expect(code).toBe(1);
    expect(err).toContain('serverDirectory: Name a folder inside the repository');
  });
});

describe('the command line', () => {
  it('is explained on request', () => {
    expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('amplication generate <model.json>') });
  });

  it.each([
    [[], 'Which command?'],
    [['frobnicate'], 'There is no command "frobnicate".'],
    [['validate'], 'Which model file?'],
    [['validate', 'a.json', 'b.json'], 'Only one model file'],
    [['generate', 'a.json'], '--out <folder>'],
    [['generate', 'a.json', '--out', 'x', '--previous', 'b.json'], '--previous and --migrations belong together.'],
    [['generate', 'a.json', '--frobnicate'], '--frobnicate'],
  ])('is wrong: %j', (args, message) => {
    const { code, err } = run(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain('Usage:');
  });
});
