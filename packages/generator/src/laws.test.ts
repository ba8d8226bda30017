import {
  addEntity,
  addField,
  initialFields,
  updateEntity,
  type Entity,
  type EntityId,
  type Field,
  type FieldId,
  type FieldInput,
  type GeneratedFile,
  type ServiceModel,
} from '@amplication/domain';
import fc from 'fast-check';
import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import { toDatabaseSchema } from './database/to-database-schema.ts';
import { generateService } from './generate-service.ts';
import { RenderCache } from './render-cache.ts';
import { countingIds, emptyModel, fieldInput } from './testing/models.ts';
import { anyEntityName } from './testing/random-names.ts';
import { anyEdit, anyFieldEdit, applyEdit, applyFieldEdit, findEdited } from './testing/random-edits.ts';
import { anyModel, tryEdit } from './testing/random-models.ts';
import { toServiceView } from './view/to-service-view.ts';

/** `GENERATOR_RUNS=2000` looks longer, `LAWS_SEED=7` elsewhere. */
const RUNS = Number(process.env['GENERATOR_RUNS'] ?? 100);
const SEED = Number(process.env['LAWS_SEED'] ?? 1);
/** It grows with the runs, of which the slowest law takes some ten a second. */
const TIMEOUT = Math.max(60_000, RUNS * 1_000);
const options = (share = 1) => ({
  numRuns: Math.max(1, Math.round(RUNS * share)),
  seed: SEED,
});

const generate = (model: ServiceModel): readonly GeneratedFile[] =>
  generateService({ model, earlierMigrations: [], migrationName: '00001_initial' }).files;
/** What programs write, and the configuration of the formatter leaves alone. */
const UNFORMATTED = /\/(?:package-lock|openapi)\.json$/u;
const generateCached = (model: ServiceModel, cache: RenderCache): readonly GeneratedFile[] =>
  generateService({ model, earlierMigrations: [], migrationName: '00001_initial' }, cache).files;
const serverOf = (model: ServiceModel): readonly GeneratedFile[] =>
  generate(model).filter(({ path }) => !path.startsWith(model.adminDirectory));
const keysOf = (model: ServiceModel): readonly string[] =>
  generate(model)
    .map(({ key }) => key)
    .sort();

/** What must differ: PostgreSQL names indexes like tables and enums like the types of tables, MySQL foreign keys throughout the database. */
function databaseNames(model: ServiceModel): readonly string[] {
  const { kind, tables, enums } = toDatabaseSchema(toServiceView(model));
  if (kind === 'mysql') {
    return tables.flatMap(({ id, indexes, foreignKeys }) => [
      ...indexes.map(({ name }) => `${id} ${name.toLowerCase()}`),
      ...foreignKeys.map(({ name }) => name.toLowerCase()),
    ]);
  }
  return tables.flatMap(({ id, name, primaryKey, indexes }) => [
    name,
    primaryKey.name,
    ...indexes.map((index) => index.name),
    ...[name, ...enums.filter(({ tableId }) => tableId === id).map((type) => type.name)].map((type) => `type ${type}`),
  ]);
}

describe('whatever the model', { timeout: TIMEOUT }, () => {
  it('the same model gives the same bytes', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        expect(generate(structuredClone(model))).toEqual(generate(model));
      }),
      options(),
    );
  });

  it('the order of the entities changes nothing', () => {
    fc.assert(
      fc.property(anyModel, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }), (model, ranks) => {
        const entities = model.entities
          .map((entity, index) => ({ entity, rank: ranks[index] ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ entity }) => entity);
        expect(generate({ ...model, entities })).toEqual(generate(model));
      }),
      options(),
    );
  });

  it('what people read is in no file of the server', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const entities = model.entities.map((entity) => ({
          ...entity,
          displayName: 'Other',
          fields: entity.fields.map((field) => ({ ...field, displayName: 'Other' })),
        }));
        expect(serverOf({ ...model, entities })).toEqual(serverOf(model));
      }),
      options(),
    );
  });

  it('every key is there once, and stays when an entity is renamed', () => {
    fc.assert(
      fc.property(anyModel, fc.nat(), anyEntityName, (model, nth, name) => {
        const keys = keysOf(model);
        expect(new Set(keys).size).toBe(keys.length);
        const entity = model.entities[nth % Math.max(1, model.entities.length)];
        if (entity === undefined) return;
        expect(keysOf(tryEdit(model, (before) => updateEntity(before, entity.id, { name })))).toEqual(keys);
      }),
      options(),
    );
  });

  it('every path is safe, and there once on every file system', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const paths = generate(model).map(({ path }) => path);
        expect(new Set(paths.map((path) => path.normalize('NFKC').toLowerCase())).size).toBe(paths.length);
        expect(paths.filter((path) => !isSafePath(path))).toEqual([]);
      }),
      options(),
    );
  });

  it('no two things share a name in the database', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const names = databaseNames(model);
        expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
      }),
      options(3),
    );
  });

  it('text is as the formatter writes it', async () => {
    await fc.assert(
      fc.asyncProperty(anyModel, async (model) => {
        for (const { path, content } of generate(model)) {
          if (!/\.(?:tsx?|mjs|json|md|yml)$/u.test(path) || UNFORMATTED.test(path)) continue;
          const { code, errors } = await format(path, content, { printWidth: 80 });
          expect({ path, errors, content }).toEqual({ path, errors: [], content: code });
        }
      }),
      options(0.2),
    );
  });
});

/**
 * The files that may differ once one field has changed: those of its entity, those of the whole service (the Prisma schema, the library
 * that its data types need, the dependencies) and the migration; those of entities that
 * point at it, where it is the id (the type of their keys); those of entities whose records need one of it, where none can be made up for a
 * test; those of entities with an option set whose name it clashes with.
 */
function mayChange(before: ServiceModel, after: ServiceModel, entity: Entity, field: Field): (key: string) => boolean {
  const points = (other: Entity): boolean =>
    field.type.kind === 'id' &&
    other.fields.some(({ type }) => type.kind === 'relation' && type.entityId === entity.id);
  const needs = (other: Entity): boolean =>
    other.fields.some(({ required, type }) => {
      if (!required || type.kind !== 'relation') return false;
      const target = before.entities.find(({ id }) => id === type.entityId);
      return target !== undefined && (target.id === entity.id || needs(target));
    });
  const setNames = (model: ServiceModel, of: Entity['id']): readonly string[] =>
    model.entities
      .filter(({ id }) => id === of)
      .flatMap(({ name, fields }) =>
        fields.filter(({ type }) => type.kind === 'option-set').map((set) => `${name}${set.name}`.toLowerCase()),
      );
  const own = new Set([before, after].flatMap((model) => setNames(model, entity.id)));
  const clashes = (other: Entity): boolean => setNames(before, other.id).some((name) => own.has(name));
  const ids = new Set<string>([
    entity.id,
    // The other side of a relation asks for this one by its name.
    ...(field.type.kind === 'relation' ? [field.type.entityId] : []),
    ...before.entities.filter((other) => points(other) || needs(other) || clashes(other)).map(({ id }) => id),
  ]);
  return (key) => !key.includes(':') || key.startsWith('migration:') || ids.has(key.slice(key.indexOf(':') + 1));
}

describe('a cache of what was rendered', { timeout: TIMEOUT }, () => {
  it('changes nothing: with it comes out what comes out without it', () => {
    fc.assert(
      fc.property(anyModel, fc.array(anyEdit, { minLength: 1, maxLength: 4 }), (first, edits) => {
        const cache = new RenderCache();
        const newId = countingIds(1000);
        let model = first;
        for (const edit of edits) {
          expect(generateCached(model, cache)).toEqual(generate(model));
          model = applyEdit(model, edit, newId);
        }
        expect(generateCached(model, cache)).toEqual(generate(model));
      }),
      options(),
    );
  });
});

describe('what once failed', () => {
  const generateEntity = (name: string, type: FieldInput['type']) => {
    const newId = countingIds();
    const id = newId() as EntityId;
    const fields = initialFields(newId);
    const model = addEntity(emptyModel('Fault', 'fault'), { id, name, displayName: name, fields });
    const input = fieldInput('amount', type, { required: true });
    return generate(addField(model, id, { ...input, id: newId() as FieldId }));
  };

  it('an entity named like a Windows device gets a folder that Windows can make', () => {
    const paths = generateEntity('Con', { kind: 'boolean' }).map(({ path }) => path);
    expect(paths.filter((path) => !isSafePath(path))).toEqual([]);
  });

  it('the fixture of an entity holds a decimal that its scale allows', () => {
    const type = { kind: 'decimal-number', precision: 10, scale: 2, minimum: 0.01 } as const;
    const fixture = generateEntity('Price', type).find(({ path }) => path.endsWith('/price.fixture.ts'));
    expect(fixture?.content).toMatch(/amount: "0\.01"/u);
  });
});

describe('a change of one field', { timeout: TIMEOUT }, () => {
  it('changes only files that may mention it', () => {
    fc.assert(
      fc.property(anyModel, anyFieldEdit, (model, edit) => {
        const { entity, field } = findEdited(model, edit);
        if (entity === undefined || field === undefined) return;
        const next = applyFieldEdit(model, edit);
        const old = new Map(generate(model).map((file) => [file.key, file]));
        const changed = generate(next).filter((file) => old.get(file.key)?.content !== file.content);
        const allowed = mayChange(model, next, entity, field);
        expect(changed.map(({ key }) => key).filter((key) => !allowed(key))).toEqual([]);
      }),
      options(2),
    );
  });
});

/** Names that no folder or file may have on Windows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

function isSafePath(path: string): boolean {
  const parts = path.split('/');
  return (
    path.length <= 240 &&
    parts.every((part) => /^[\p{L}\p{N}._-]+$/u.test(part) && part !== '..' && part !== '.' && part !== '.git') &&
    parts.every((part) => !DEVICE.test(part) && !part.endsWith('.'))
  );
}
