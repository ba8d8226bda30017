import type { FieldInput } from '../model/edit-model.ts';
import { toDisplayName, type ServiceTemplate } from '../model/new-model.ts';

type Entry = ServiceTemplate['entities'][number];

const field = (name: string, type: FieldInput['type'], options: Partial<FieldInput> = {}): FieldInput => ({
  name,
  displayName: toDisplayName(name),
  required: false,
  unique: false,
  searchable: false,
  type,
  ...options,
});
const required = { required: true };
const text = (name: string, maxLength: number, options: Partial<FieldInput> = {}): FieldInput =>
  field(name, { kind: 'single-line-text', maxLength }, options);
const whole = (name: string, options: Partial<FieldInput> = {}): FieldInput =>
  field(name, { kind: 'whole-number', minimum: 0 }, options);
const money = (name: string): FieldInput =>
  field(name, { kind: 'decimal-number', precision: 10, scale: 2, minimum: 0 }, required);
const date = (name: string, options: Partial<FieldInput> = {}): FieldInput =>
  field(name, { kind: 'date-time' }, options);
const name = (maxLength: number, options: Partial<FieldInput> = {}): FieldInput =>
  text('name', maxLength, { searchable: true, ...options });

const toOne = (
  fieldName: string,
  entity: string,
  inverse: string,
  options: { readonly required?: boolean; readonly onDelete?: 'restrict' | 'cascade' | 'set-null' } = {},
): Entry['relations'][number] => ({
  name: fieldName,
  displayName: toDisplayName(fieldName),
  required: options.required ?? false,
  entity,
  onDelete: options.onDelete ?? (options.required === true ? 'restrict' : 'set-null'),
  inverse: { name: inverse, displayName: toDisplayName(inverse) },
});

const entity = (entityName: string, fields: readonly FieldInput[], relations: Entry['relations'] = []): Entry => ({
  name: entityName,
  displayName: toDisplayName(entityName),
  fields,
  relations,
});

const address = (): readonly FieldInput[] => [
  text('address', 70),
  text('city', 40),
  text('state', 40),
  text('country', 40, { searchable: true }),
  text('postalCode', 10),
];
const phones = (): readonly FieldInput[] => [text('phone', 24), text('fax', 24)];

/** The Chinook sample database (a digital media store, 11 tables) with its own columns, lengths and relations. */
export const CHINOOK: ServiceTemplate = {
  name: 'Chinook',
  description: 'A digital media store: artists, albums, tracks, playlists, customers and their invoices.',
  entities: [
    entity('Artist', [name(120)]),
    entity('Genre', [name(120)]),
    entity('MediaType', [name(120)]),
    entity('Playlist', [name(120)]),
    entity(
      'Album',
      [text('title', 160, { required: true, searchable: true })],
      [toOne('artist', 'Artist', 'albums', required)],
    ),
    entity(
      'Track',
      [
        name(200, required),
        text('composer', 220, { searchable: true }),
        whole('milliseconds', required),
        whole('bytes'),
        money('unitPrice'),
      ],
      [
        toOne('album', 'Album', 'tracks'),
        toOne('mediaType', 'MediaType', 'tracks', required),
        toOne('genre', 'Genre', 'tracks'),
      ],
    ),
    entity(
      'PlaylistTrack',
      [],
      [
        toOne('playlist', 'Playlist', 'entries', { required: true, onDelete: 'cascade' }),
        toOne('track', 'Track', 'playlistEntries', { required: true, onDelete: 'cascade' }),
      ],
    ),
    entity(
      'Employee',
      [
        text('lastName', 20, { required: true, searchable: true }),
        text('firstName', 20, required),
        text('title', 30),
        date('birthDate'),
        date('hireDate'),
        ...address(),
        ...phones(),
        field('email', { kind: 'email' }, { unique: true }),
      ],
      [toOne('reportsTo', 'Employee', 'reports')],
    ),
    entity(
      'Customer',
      [
        text('firstName', 40, required),
        text('lastName', 20, { required: true, searchable: true }),
        text('company', 80),
        ...address(),
        ...phones(),
        field('email', { kind: 'email' }, { required: true, unique: true }),
      ],
      [toOne('supportRep', 'Employee', 'customers')],
    ),
    entity(
      'Invoice',
      [
        date('invoiceDate', { required: true, searchable: true }),
        text('billingAddress', 70),
        text('billingCity', 40),
        text('billingState', 40),
        text('billingCountry', 40),
        text('billingPostalCode', 10),
        money('total'),
      ],
      [toOne('customer', 'Customer', 'invoices', required)],
    ),
    entity(
      'InvoiceLine',
      [money('unitPrice'), field('quantity', { kind: 'whole-number', minimum: 1 }, required)],
      [
        toOne('invoice', 'Invoice', 'lines', { required: true, onDelete: 'cascade' }),
        toOne('track', 'Track', 'invoiceLines', required),
      ],
    ),
  ],
};
