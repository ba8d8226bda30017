import {
  addField,
  addRelation,
  updateEntity,
  type FieldId,
  type FieldInput,
  type ServiceModel,
} from '@amplication/domain';
import { format } from 'oxfmt';
import { describe, expect, it } from 'vitest';
import { generateService } from './generate-service.ts';
import { identifiersOf } from './identifiers-of.ts';
import { chinookModel, countingIds, emptyModel, entityNamed, everyKindModel, fieldInput } from './testing/models.ts';

function generate(model: ServiceModel) {
  return generateService({ model, earlierMigrations: [], migrationName: '00001_initial' });
}

function contentOf(model: ServiceModel, path: string): string {
  const file = generate(model).files.find((candidate) => candidate.path.endsWith(path));
  if (file === undefined) throw new Error(`No file ${path}.`);
  return file.content;
}

/** The files that a formatter would change; npm formats its own lock. */
async function misformatted(model: ServiceModel): Promise<string[]> {
  const files = generate(model).files.filter(
    ({ path }) => /\.(ts|mjs|json|md|yml)$/u.test(path) && !path.endsWith('package-lock.json'),
  );
  const results = await Promise.all(
    files.map(async ({ path, content }) => {
      const { code, errors } = await format(path, content, { printWidth: 80 });
      return errors.length === 0 && code === content ? [] : [path];
    }),
  );
  expect(files.length).toBeGreaterThan(20);
  return results.flat();
}

const renameFields = (model: ServiceModel, names: ReadonlyMap<string, string>): ServiceModel => ({
  ...model,
  entities: model.entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => ({ ...field, name: names.get(field.name) ?? field.name })),
  })),
});

describe('the files of a service', () => {
  it('are these for an entity', () => {
    const { files } = generate(chinookModel());
    const ofAlbum = files.map(({ path }) => path).filter((path) => path.includes('/album/'));
    expect(ofAlbum).toEqual([
      'apps/chinook-server/src/album/album.controller.ts',
      'apps/chinook-server/src/album/album.module.ts',
      'apps/chinook-server/src/album/album.service.ts',
      'apps/chinook-server/src/album/album.test.ts',
      'apps/chinook-server/src/album/base/album.controller.base.ts',
      'apps/chinook-server/src/album/base/album.service.base.ts',
      'apps/chinook-server/src/album/dto/album-list.query.ts',
      'apps/chinook-server/src/album/dto/album.dto.ts',
      'apps/chinook-server/src/album/dto/album.page.ts',
      'apps/chinook-server/src/album/dto/create-album.input.ts',
      'apps/chinook-server/src/album/dto/update-album.input.ts',
    ]);
  });

  it('are these around the entities', () => {
    const paths = generate(emptyModel('Empty', 'empty')).files.map(({ path }) => path);
    expect(paths).toMatchSnapshot();
  });

  it('are sorted by path, under one folder but for the root files, and no two share a path or a key', () => {
    const { files } = generate(everyKindModel());
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)].sort());
    expect(new Set(files.map(({ key }) => key)).size).toBe(files.length);
    expect(paths.filter((path) => !path.startsWith('apps/every-kind-server/'))).toEqual(['.gitlab-ci.yml']);
  });

  it('hold the same bytes whatever the order of the entities', () => {
    const model = chinookModel();
    const shuffled = { ...model, entities: model.entities.toReversed() };
    expect(generate(shuffled)).toEqual(generate(model));
  });

  it('share their root files with every other service', () => {
    const root = (model: ServiceModel) => generate(model).files.filter(({ path }) => !path.startsWith('apps/'));
    expect(root(everyKindModel())).toEqual(root(chinookModel()));
  });

  it('keep their keys when an entity is renamed', () => {
    const model = chinookModel();
    const renamed = updateEntity(model, entityNamed(model, 'Artist').id, { name: 'Musician' });
    const keys = (of: ServiceModel) =>
      generate(of)
        .files.map(({ key }) => key)
        .sort();
    expect(keys(renamed)).toEqual(keys(model));
  });

  it('end with one line feed and hold no carriage return, tab or NUL', () => {
    for (const { path, content } of generate(everyKindModel()).files) {
      expect(/[^\n]\n$/u.test(content), path).toBe(true);
      expect(/[\r\t\0]/u.test(content), path).toBe(false);
    }
  });

  it('are formatted as oxfmt would: Chinook', async () => {
    expect(await misformatted(chinookModel())).toEqual([]);
  });

  it('are formatted as oxfmt would: every kind of field, the longest names, no entity', async () => {
    expect(await misformatted(everyKindModel())).toEqual([]);
    expect(await misformatted(emptyModel('Empty', 'empty'))).toEqual([]);
  });
});

describe('the code of an entity', () => {
  it('is this create input', () => {
    expect(contentOf(chinookModel(), '/create-album.input.ts')).toMatchInlineSnapshot(`
      "import { ApiProperty } from "@nestjs/swagger";
      import { IsUUID } from "class-validator";
      import { IsText } from "../../validation.js";

      export class CreateAlbumInput {
        @ApiProperty({ type: String, maxLength: 160 })
        @IsText({ maxLength: 160 })
        title!: string;

        @ApiProperty({ type: String, format: "uuid" })
        @IsUUID()
        artistId!: string;
      }
      "
    `);
  });

  it('is this list query', () => {
    expect(contentOf(chinookModel(), '/album-list.query.ts')).toMatchInlineSnapshot(`
      "import { ApiPropertyOptional } from "@nestjs/swagger";
      import { IsOptional, IsUUID } from "class-validator";
      import { ListQuery } from "../../list-query.js";
      import { IsOrderBy, IsText } from "../../validation.js";

      export class AlbumListQuery extends ListQuery {
        @ApiPropertyOptional({ type: String, example: "id:asc" })
        @IsOptional()
        @IsOrderBy(["id", "createdAt", "updatedAt", "title", "artistId"])
        orderBy?: string;

        @ApiPropertyOptional({
          type: String,
          description: "Part of the value, in any case",
        })
        @IsOptional()
        @IsText()
        title?: string;

        @ApiPropertyOptional({ type: String, format: "uuid" })
        @IsOptional()
        @IsUUID()
        artistId?: string;
      }
      "
    `);
  });

  it('is this service', () => {
    expect(contentOf(chinookModel(), '/invoice.service.base.ts')).toMatchInlineSnapshot(`
      "import { toOrderBy } from "../../list-query.js";
      import type { Prisma } from "../../prisma/client/client.js";
      import type { PrismaService } from "../../prisma/prisma.service.js";
      import { toDecimalText } from "../../record-values.js";
      import type { CreateInvoiceInput } from "../dto/create-invoice.input.js";
      import type { InvoiceListQuery } from "../dto/invoice-list.query.js";
      import type { InvoiceDto } from "../dto/invoice.dto.js";
      import type { InvoicePage } from "../dto/invoice.page.js";
      import type { UpdateInvoiceInput } from "../dto/update-invoice.input.js";

      export abstract class InvoiceServiceBase {
        constructor(protected readonly prisma: PrismaService) {}

        protected get records() {
          return this.prisma.client.invoice;
        }

        async list(query: InvoiceListQuery): Promise<InvoicePage> {
          const where = this.toWhere(query);
          const orderBy = toOrderBy(query.orderBy, ["createdAt", "id"]);
          const { skip, take } = query;
          const [records, total] = await this.prisma.client.$transaction([
            this.records.findMany({ where, orderBy, skip, take }),
            this.records.count({ where }),
          ]);
          const items = records.map((record) => this.toDto(record));
          return { items, total, skip, take };
        }

        async get(id: string): Promise<InvoiceDto> {
          return this.toDto(await this.records.findUniqueOrThrow({ where: { id } }));
        }

        async create(data: CreateInvoiceInput): Promise<InvoiceDto> {
          return this.toDto(await this.records.create({ data }));
        }

        async update(id: string, data: UpdateInvoiceInput): Promise<InvoiceDto> {
          return this.toDto(await this.records.update({ where: { id }, data }));
        }

        async delete(id: string): Promise<void> {
          await this.records.delete({ where: { id } });
        }

        protected toWhere(query: InvoiceListQuery): Prisma.InvoiceWhereInput {
          return {
            invoiceDate: query.invoiceDate,
            customerId: query.customerId,
          };
        }

        protected toDto(record: Prisma.InvoiceModel): InvoiceDto {
          return { ...record, total: toDecimalText(record.total, 2) };
        }
      }
      "
    `);
  });

  it('imports under another name what it would declare twice', () => {
    const app = contentOf(everyKindModel(), '/src/app.module.ts');
    expect(app).toContain('import { AppModule as AppModule2 } from "./app/app.module.js";');
    expect(app).toContain('export class AppModule {}');
  });

  it('checks a bound of 0', () => {
    expect(contentOf(chinookModel(), '/create-track.input.ts')).toContain(
      '@IsInt()\n  @Min(0)\n  @Max(2147483647)\n  milliseconds!: number;',
    );
  });

  it('finds another name for a foreign key, a filter and an option set that would clash', () => {
    const nextId = countingIds(5000);
    const id = () => nextId() as FieldId;
    let model = chinookModel();
    const artist = entityNamed(model, 'Artist').id;
    const options: FieldInput['type'] = { kind: 'option-set', options: [{ value: 'a', label: 'A' }] };
    model = addField(model, artist, { ...fieldInput('bossMail', { kind: 'email' }), id: id() });
    model = addField(model, artist, { ...fieldInput('takes', { kind: 'boolean' }, { searchable: true }), id: id() });
    model = addField(model, artist, { ...fieldInput('kind', options), id: id() });
    model = addField(model, entityNamed(model, 'Invoice').id, { ...fieldInput('lineKind', options), id: id() });
    model = addField(model, entityNamed(model, 'InvoiceLine').id, { ...fieldInput('kind', options), id: id() });
    const inverse = { name: 'staff', displayName: 'Staff' };
    const boss = {
      name: 'boss',
      displayName: 'Boss',
      required: false,
      entityId: artist,
      onDelete: 'set-null',
      inverse,
    } as const;
    model = addRelation(model, artist, { ...boss, id: id(), inverseId: id() });
    // Edits refuse these two names, but a model can be older than the rule.
    model = renameFields(
      model,
      new Map([
        ['bossMail', 'bossId'],
        ['takes', 'take'],
      ]),
    );
    const input = contentOf(model, '/create-artist.input.ts');
    expect(input).toContain('bossId?: string | null;');
    expect(input).toContain('bossKey?: string | null;');
    expect(input).toContain('kind?: ArtistKind | null;');
    expect(contentOf(model, '/artist-list.query.ts')).toContain('takeFilter?: boolean;');
    const schema = contentOf(model, '/schema.prisma');
    expect(schema.match(/^enum .*/gmu)).toEqual([
      'enum ArtistKind {',
      'enum Invoice_lineKind {',
      'enum InvoiceLine_kind {',
    ]);
  });
});

describe('the files around the code', () => {
  it('name the service in package.json and in its lock, which holds no download address', () => {
    const pack: unknown = JSON.parse(contentOf(chinookModel(), 'package.json'));
    const text = contentOf(chinookModel(), 'package-lock.json');
    const lock: unknown = JSON.parse(text);
    expect(pack).toMatchObject({
      name: 'chinook-server',
      dependencies: { '@nestjs/core': expect.stringMatching(/^11\./u) },
    });
    expect(lock).toMatchObject({ name: 'chinook-server', packages: { '': { name: 'chinook-server' } } });
    expect(text).not.toMatch(/https?:\/\/registry/u);
  });

  it('give Chinook this Prisma schema', async () => {
    await expect(contentOf(chinookModel(), 'schema.prisma')).toMatchFileSnapshot('./testing/chinook.schema.prisma');
  });
});

describe('identifiersOf', () => {
  it('tells by id and role how names are spelled, before and after a rename', () => {
    const model = chinookModel();
    const track = entityNamed(model, 'Track').id;
    const before = identifiersOf(model).get(track);
    const after = identifiersOf(updateEntity(model, track, { name: 'Song' })).get(track);
    expect(before).toMatchObject({
      model: 'Track',
      accessor: 'track',
      folder: 'track',
      route: 'tracks',
      'class:service': 'TrackService',
    });
    expect(after).toMatchObject({
      model: 'Song',
      accessor: 'song',
      folder: 'song',
      route: 'songs',
      'class:service': 'SongService',
    });
    expect(Object.keys(after ?? {})).toEqual(Object.keys(before ?? {}));
  });

  it('tells the foreign key of a relation', () => {
    const model = chinookModel();
    const field = entityNamed(model, 'Album').fields.find(({ name }) => name === 'artist');
    expect(identifiersOf(model).get(field?.id ?? '')).toEqual({
      name: 'artist',
      property: 'artistId',
      filter: 'artistId',
    });
  });
});
