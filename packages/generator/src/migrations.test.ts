import {
  addEntity,
  addField,
  removeEntity,
  removeField,
  updateEntity,
  updateField,
  type EarlierMigration,
  type EntityId,
  type Field,
  type FieldId,
  type ServiceModel,
} from '@amplication/domain';
import { describe, expect, it } from 'vitest';
import { generateService } from './generate-service.ts';
import { chinookModel, entityNamed, everyKindModel, fieldInput, fieldNamed } from './testing/models.ts';

const INITIAL: EarlierMigration = { name: '00001_initial', sql: 'SELECT 1;\n' };

/** The steps of the migration from one model to the next, or nothing when there is none. */
function migrate(previous: ServiceModel, model: ServiceModel): readonly string[] | undefined {
  const { files } = generateService({ model, previous, earlierMigrations: [INITIAL], migrationName: '00002_change' });
  return files
    .find(({ key }) => key === 'migration:00002_change')
    ?.content.trimEnd()
    .split('\n\n');
}

function change(
  model: ServiceModel,
  entityName: string,
  fieldName: string,
  to: Partial<Omit<Field, 'id'>>,
): ServiceModel {
  return updateField(model, entityNamed(model, entityName).id, fieldNamed(model, entityName, fieldName).id, to);
}

function rename(model: ServiceModel, from: string, to: string): ServiceModel {
  return updateEntity(model, entityNamed(model, from).id, { name: to });
}

describe('a migration', () => {
  const model = chinookModel();
  const id = 'new-field' as FieldId;

  it('creates the tables, indexes and keys of the first model', () => {
    const { files } = generateService({ model, earlierMigrations: [], migrationName: '00001_initial' });
    const sql = files.find(({ key }) => key === 'migration:00001_initial')?.content ?? '';
    expect(sql.match(/^CREATE TABLE/gmu)).toHaveLength(11);
    expect(sql).toContain(`CREATE TABLE "Album" (
    "id" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "title" TEXT NOT NULL,
    "artistId" UUID NOT NULL,

    CONSTRAINT "Album_pkey" PRIMARY KEY ("id")
);`);
    expect(sql).toContain('CREATE UNIQUE INDEX "Customer_email_key" ON "Customer"("email");');
    expect(sql).toContain(
      'ALTER TABLE "Album" ADD CONSTRAINT "Album_artistId_fkey" FOREIGN KEY ("artistId") REFERENCES "Artist"("id") ON DELETE RESTRICT ON UPDATE CASCADE;',
    );
  });

  it('is not made when the database stays as it is, and earlier ones go on unchanged', () => {
    const relabelled = change(model, 'Album', 'title', {
      displayName: 'Name of the album',
      type: { kind: 'single-line-text', maxLength: 90 },
    });
    const { files } = generateService({
      model: relabelled,
      previous: model,
      earlierMigrations: [INITIAL],
      migrationName: '00002_change',
    });
    const migrations = files.filter(({ key }) => key.startsWith('migration:'));
    expect(migrations.map(({ path, content }) => [path, content])).toEqual([
      ['apps/chinook-server/prisma/migrations/00001_initial/migration.sql', INITIAL.sql],
    ]);
  });

  it('adds an optional field', () => {
    const next = addField(model, entityNamed(model, 'Artist').id, { ...fieldInput('born', { kind: 'date-time' }), id });
    expect(migrate(model, next)).toEqual(['ALTER TABLE "Artist" ADD COLUMN "born" TIMESTAMPTZ(3);']);
  });

  it('gives rows that are there a value when a required field is added, and says so', () => {
    const input = fieldInput(
      'country',
      { kind: 'single-line-text', maxLength: 40 },
      { required: true, searchable: true },
    );
    const next = addField(model, entityNamed(model, 'Artist').id, { ...input, id });
    expect(migrate(model, next)).toEqual([
      `-- check: rows that are there get '' in "country"\nALTER TABLE "Artist" ADD COLUMN "country" TEXT NOT NULL DEFAULT '';`,
      'ALTER TABLE "Artist" ALTER COLUMN "country" DROP DEFAULT;',
      'CREATE INDEX "Artist_country_idx" ON "Artist"("country");',
    ]);
  });

  it('removes a field with a warning', () => {
    const next = removeField(model, entityNamed(model, 'Track').id, fieldNamed(model, 'Track', 'composer').id);
    expect(migrate(model, next)).toEqual([
      '-- destructive: removes the column "composer" of "Track", and its values are lost\nALTER TABLE "Track" DROP COLUMN "composer";',
    ]);
  });

  it('renames a table, its indexes and its keys: nothing is dropped', () => {
    expect(migrate(model, rename(model, 'Album', 'Record2'))).toEqual([
      'ALTER TABLE "Album" RENAME TO "Record2";',
      'ALTER INDEX "Album_pkey" RENAME TO "Record2_pkey";',
      'ALTER INDEX "Album_title_idx" RENAME TO "Record2_title_idx";',
      'ALTER INDEX "Album_artistId_idx" RENAME TO "Record2_artistId_idx";',
      'ALTER TABLE "Record2" RENAME CONSTRAINT "Album_artistId_fkey" TO "Record2_artistId_fkey";',
    ]);
  });

  it('renames the column of a relation', () => {
    expect(migrate(model, change(model, 'Album', 'artist', { name: 'musician' }))).toEqual([
      'ALTER TABLE "Album" RENAME COLUMN "artistId" TO "musicianId";',
      'ALTER INDEX "Album_artistId_idx" RENAME TO "Album_musicianId_idx";',
      'ALTER TABLE "Album" RENAME CONSTRAINT "Album_artistId_fkey" TO "Album_musicianId_fkey";',
    ]);
  });

  it('lets two entities change names', () => {
    const swapped = rename(rename(rename(model, 'Genre', 'Between'), 'MediaType', 'Genre'), 'Between', 'MediaType');
    expect(migrate(model, swapped)?.slice(0, 3)).toEqual([
      'ALTER TABLE "MediaType" RENAME TO "MediaType_moving";',
      'ALTER TABLE "Genre" RENAME TO "MediaType";',
      'ALTER TABLE "MediaType_moving" RENAME TO "Genre";',
    ]);
  });

  it('renames a table before another takes its name', () => {
    const freed = rename(model, 'Genre', 'Style');
    const next = addEntity(freed, {
      id: 'new-genre' as EntityId,
      name: 'Genre',
      displayName: 'Genre',
      fields: entityNamed(model, 'Genre').fields.slice(0, 1),
    });
    const steps = migrate(model, next) ?? [];
    expect(steps.indexOf('ALTER TABLE "Genre" RENAME TO "Style";')).toBe(0);
    expect(steps.findIndex((step) => step.startsWith('CREATE TABLE "Genre"'))).toBeGreaterThan(0);
  });

  it('removes an entity after the keys that point at it', () => {
    const steps = migrate(model, removeEntity(model, entityNamed(model, 'Genre').id));
    expect(steps).toEqual([
      'ALTER TABLE "Track" DROP CONSTRAINT "Track_genreId_fkey";',
      '-- destructive: removes the table "Genre" and all of its rows\nDROP TABLE "Genre";',
      '-- destructive: removes the column "genreId" of "Track", and its values are lost\nALTER TABLE "Track" DROP COLUMN "genreId";',
    ]);
  });

  it('changes required, unique and the action on delete', () => {
    const onDelete = { ...fieldNamed(model, 'Track', 'genre').type, onDelete: 'cascade' } as Field['type'];
    const optional = change(model, 'Album', 'title', { required: false });
    expect(migrate(model, optional)).toEqual(['ALTER TABLE "Album" ALTER COLUMN "title" DROP NOT NULL;']);
    expect(migrate(optional, model)).toEqual([
      `-- check: rows without a value get '' in "title"\nUPDATE "Album" SET "title" = '' WHERE "title" IS NULL;`,
      'ALTER TABLE "Album" ALTER COLUMN "title" SET NOT NULL;',
    ]);
    expect(migrate(model, change(model, 'Genre', 'name', { unique: true }))).toEqual([
      'DROP INDEX "Genre_name_idx";',
      '-- check: works only while no two rows of "Genre" share a value of "name"\nCREATE UNIQUE INDEX "Genre_name_key" ON "Genre"("name");',
    ]);
    expect(migrate(model, change(model, 'Track', 'genre', { type: onDelete }))).toEqual([
      'ALTER TABLE "Track" DROP CONSTRAINT "Track_genreId_fkey";',
      'ALTER TABLE "Track" ADD CONSTRAINT "Track_genreId_fkey" FOREIGN KEY ("genreId") REFERENCES "Genre"("id") ON DELETE CASCADE ON UPDATE CASCADE;',
    ]);
  });

  it('converts what can be converted, and says where it makes a column anew', () => {
    const wider = change(model, 'Track', 'bytes', { type: { kind: 'whole-number', maximum: 1e12 } });
    expect(migrate(model, wider)).toEqual([
      'ALTER TABLE "Track" ALTER COLUMN "bytes" TYPE BIGINT USING "bytes"::BIGINT;',
    ]);
    expect(migrate(wider, model)?.[0]).toMatch(/^-- destructive: values of BIGINT that do not fit INTEGER/u);
    expect(migrate(model, change(model, 'Track', 'bytes', { type: { kind: 'boolean' } }))).toEqual([
      '-- destructive: cannot turn INTEGER into BOOLEAN: makes anew the column "bytes" of "Track", and its values are lost\nALTER TABLE "Track" DROP COLUMN "bytes";',
      'ALTER TABLE "Track" ADD COLUMN "bytes" BOOLEAN;',
    ]);
  });

  it('adds options to an enum, and rebuilds it to remove one', () => {
    const options = (...values: string[]) =>
      ({ kind: 'option-set', options: values.map((value) => ({ value, label: value })) }) as const;
    const before = addField(model, entityNamed(model, 'Artist').id, {
      ...fieldInput('kind', options('Solo', 'Band')),
      id,
    });
    expect(migrate(model, before)).toEqual([
      `CREATE TYPE "ArtistKind" AS ENUM ('Solo', 'Band');`,
      'ALTER TABLE "Artist" ADD COLUMN "kind" "ArtistKind";',
    ]);
    expect(migrate(before, change(before, 'Artist', 'kind', { type: options('Duo', 'Solo', 'Band') }))).toEqual([
      `ALTER TYPE "ArtistKind" ADD VALUE 'Duo' BEFORE 'Solo';`,
    ]);
    const fewer = migrate(before, change(before, 'Artist', 'kind', { type: options('Band') })) ?? [];
    expect(fewer[0]).toBe(`CREATE TYPE "ArtistKind_new" AS ENUM ('Band');`);
    expect(fewer[1]).toMatch(/^-- destructive: removes 'Solo' from the options of "Artist"."kind"/u);
    expect(migrate(before, rename(before, 'Artist', 'Musician'))?.slice(0, 2)).toEqual([
      'ALTER TABLE "Artist" RENAME TO "Musician";',
      'ALTER TYPE "ArtistKind" RENAME TO "MusicianKind";',
    ]);
  });

  it('does not depend on the order of entities', () => {
    const next = rename(everyKindModel(), 'App', 'Program');
    const shuffled = { ...next, entities: next.entities.toReversed() };
    expect(migrate(everyKindModel(), shuffled)).toEqual(migrate(everyKindModel(), next));
  });

  it('keeps every name within 63 bytes, and no two alike', () => {
    const { files } = generateService({
      model: everyKindModel(),
      earlierMigrations: [],
      migrationName: '00001_initial',
    });
    const sql = files.find(({ key }) => key === 'migration:00001_initial')?.content ?? '';
    const names = [...sql.matchAll(/"([^"]+)"/gu)].map(([, name = '']) => name);
    expect(Math.max(...names.map((name) => name.length))).toBe(63);
    const made = [...sql.matchAll(/(?:INDEX|CONSTRAINT|TYPE|CREATE TABLE) "([^"]+)"/gu)].map(([, name]) => name);
    expect(new Set(made).size).toBe(made.length);
  });

  it('is refused under a name that would apply out of order', () => {
    const next = rename(model, 'Artist', 'Musician');
    const input = { model: next, previous: model, earlierMigrations: [INITIAL], migrationName: '00001_initial' };
    expect(() => generateService(input)).toThrow('would apply before');
    expect(() => generateService({ ...input, migrationName: '../evil' })).toThrow('cannot name a migration');
  });
});
