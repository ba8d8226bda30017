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
    ({ path }) => /\.(tsx?|mjs|json|md|yml)$/u.test(path) && !/\/(?:package-lock|openapi)\.json$/u.test(path),
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
    const ofAlbum = files.map(({ path }) => path).filter((path) => path.includes('-server/src/album/'));
    const root = 'apps/chinook-server/src/album/';
    expect(ofAlbum.map((path) => path.slice(root.length))).toEqual([
      'album.controller.ts',
      'album.fixture.ts',
      'album.module.ts',
      'album.resolver.ts',
      'album.service.ts',
      'album.test.ts',
      'base/album.controller.base.ts',
      'base/album.record.ts',
      'base/album.resolver.base.ts',
      'base/album.service.base.ts',
      'dto/album-list.args.ts',
      'dto/album-list.filter.ts',
      'dto/album-list.query.ts',
      'dto/album-order-by.input.ts',
      'dto/album-where.input.ts',
      'dto/album.dto.ts',
      'dto/album.page.ts',
      'dto/create-album.input.ts',
      'dto/update-album.input.ts',
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
    expect(paths.filter((path) => !/^apps\/every-kind-(?:server|admin)\//u.test(path))).toEqual([
      '.gitlab-ci.yml',
      'renovate.json',
    ]);
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

  it('are formatted as oxfmt would: every kind of field, long names, no entity', async () => {
    for (const longest of [24, 31, 39, 47, 57, 63]) expect(await misformatted(everyKindModel(longest))).toEqual([]);
    expect(await misformatted(emptyModel('Empty', 'empty'))).toEqual([]);
  });
});

describe('the code of an entity', () => {
  it('is this create input', () => {
    expect(contentOf(chinookModel(), '/create-album.input.ts')).toMatchInlineSnapshot(`
      "import { InputType } from "@nestjs/graphql";
      import { IdProperty } from "../../core/properties/id.property.js";
      import { TextProperty } from "../../core/properties/text.property.js";

      @InputType()
      export class CreateAlbumInput {
        @TextProperty({ maxLength: 160 })
        title!: string;

        @IdProperty("uuid")
        artistId!: string;
      }
      "
    `);
  });

  it('is this list query', () => {
    expect(contentOf(chinookModel(), '/album-list.query.ts')).toMatchInlineSnapshot(`
      "import { WhereProperty } from "../../core/filters/where.js";
      import {
        OrderByProperty,
        PageQuery,
        SelectProperty,
      } from "../../core/list-query.js";
      import type { Order } from "../../core/list-query.js";
      import { AlbumWhereInput } from "./album-where.input.js";

      export class AlbumListQuery extends PageQuery {
        @WhereProperty(() => AlbumWhereInput)
        where?: AlbumWhereInput;

        @OrderByProperty(["id", "createdAt", "updatedAt", "title", "artistId"])
        orderBy?: Order[];

        @SelectProperty(["id", "createdAt", "updatedAt", "title", "artistId"])
        select?: string[];
      }
      "
    `);
  });

  it('is this service', () => {
    expect(contentOf(chinookModel(), '/invoice.service.base.ts')).toMatchInlineSnapshot(`
      "import type { ListRequest } from "../../core/find-page.js";
      import {
        customerSelect,
        toCustomerDto,
      } from "../../customer/base/customer.record.js";
      import type { CustomerDto } from "../../customer/dto/customer.dto.js";
      import { listInvoiceLines } from "../../invoice-line/base/invoice-line.record.js";
      import type { InvoiceLineWhereInput } from "../../invoice-line/dto/invoice-line-where.input.js";
      import type { InvoiceLinePage } from "../../invoice-line/dto/invoice-line.page.js";
      import type { PrismaService } from "../../prisma/prisma.service.js";
      import type { CreateInvoiceInput } from "../dto/create-invoice.input.js";
      import type { InvoiceWhereInput } from "../dto/invoice-where.input.js";
      import type { InvoiceDto } from "../dto/invoice.dto.js";
      import type { InvoicePage } from "../dto/invoice.page.js";
      import type { UpdateInvoiceInput } from "../dto/update-invoice.input.js";
      import { invoiceSelect, listInvoices, toInvoiceDto } from "./invoice.record.js";

      export abstract class InvoiceServiceBase {
        constructor(protected readonly prisma: PrismaService) {}

        protected get records() {
          return this.prisma.client.invoice;
        }

        list(request: ListRequest<InvoiceWhereInput>): Promise<InvoicePage> {
          return listInvoices(this.prisma, request);
        }

        async get(id: string): Promise<InvoiceDto> {
          const record = await this.records.findUniqueOrThrow({
            where: { id },
            select: invoiceSelect,
          });
          return toInvoiceDto(record);
        }

        async create(data: CreateInvoiceInput): Promise<InvoiceDto> {
          const record = await this.records.create({ data, select: invoiceSelect });
          return toInvoiceDto(record);
        }

        async update(id: string, data: UpdateInvoiceInput): Promise<InvoiceDto> {
          const record = await this.records.update({
            where: { id },
            data,
            select: invoiceSelect,
          });
          return toInvoiceDto(record);
        }

        async delete(id: string): Promise<InvoiceDto> {
          const record = await this.records.delete({
            where: { id },
            select: invoiceSelect,
          });
          return toInvoiceDto(record);
        }

        async getCustomer(id: string): Promise<CustomerDto | null> {
          const record = await this.records
            .findUnique({ where: { id } })
            .customer({ select: customerSelect });
          return record && toCustomerDto(record);
        }

        async listLines(
          id: string,
          request: ListRequest<InvoiceLineWhereInput>,
        ): Promise<InvoiceLinePage> {
          await this.records.findUniqueOrThrow({
            where: { id },
            select: { id: true },
          });
          return listInvoiceLines(this.prisma, request, { invoiceId: id });
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
      '@WholeNumberProperty({ minimum: 0 })\n  milliseconds!: number;',
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
    expect(contentOf(model, '/artist-where.input.ts')).toContain('take?: OptionalBooleanFilter;');
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
    const pack: unknown = JSON.parse(contentOf(chinookModel(), '-server/package.json'));
    const text = contentOf(chinookModel(), '-server/package-lock.json');
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
