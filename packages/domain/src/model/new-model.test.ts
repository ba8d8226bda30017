import { describe, expect, it } from 'vitest';
import { countingIds, emptyModel, entityNamed, fieldNamed } from '../testing/models.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { CHINOOK } from '../templates/chinook.ts';
import { assertModel } from './assert-model.ts';
import { applyTemplate, initialFields, toDisplayName, type ServiceTemplate } from './new-model.ts';
import { parseServiceModel } from './service-model.ts';

const chinook = () => applyTemplate(emptyModel(), CHINOOK, countingIds());

describe('a new service', () => {
  it('has a folder of its own and no entity', () => {
    expect(emptyModel()).toMatchObject({ version: 2, serverDirectory: 'apps/store-server', entities: [], roles: [] });
    expect(() => assertModel(emptyModel())).not.toThrow();
  });

  it('starts each entity with an id and two moments', () => {
    expect(initialFields(countingIds()).map(({ name, type }) => [name, type.kind])).toEqual([
      ['id', 'id'],
      ['createdAt', 'created-at'],
      ['updatedAt', 'updated-at'],
    ]);
  });
});

describe('the Chinook template', () => {
  it('gives 11 entities that keep every rule', () => {
    const model = chinook();
    expect(model.entities).toHaveLength(11);
    expect(() => assertModel(model)).not.toThrow();
    expect(parseServiceModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });

  it('has the columns of a track in the order of the sample database', () => {
    expect(entityNamed(chinook(), 'Track').fields.map(({ name }) => name)).toEqual([
      'id',
      'createdAt',
      'updatedAt',
      'name',
      'composer',
      'milliseconds',
      'bytes',
      'unitPrice',
      'album',
      'mediaType',
      'genre',
      'playlistEntries',
      'invoiceLines',
    ]);
  });

  it('relates employees to themselves: who they report to, and who reports to them', () => {
    const employee = entityNamed(chinook(), 'Employee');
    const [owner, list] = [
      fieldNamed(chinook(), 'Employee', 'reportsTo'),
      fieldNamed(chinook(), 'Employee', 'reports'),
    ];
    expect(owner.type).toMatchObject({ entityId: employee.id, inverseFieldId: list.id, cardinality: 'one' });
    expect(list.type).toMatchObject({ entityId: employee.id, inverseFieldId: owner.id, cardinality: 'many' });
  });

  it('has both sides of its 11 relations', () => {
    const relations = chinook().entities.flatMap(({ fields }) =>
      fields.flatMap(({ type }) => (type.kind === 'relation' ? [type] : [])),
    );
    expect(relations.filter(({ cardinality }) => cardinality === 'one')).toHaveLength(11);
    expect(relations.filter(({ cardinality }) => cardinality === 'many')).toHaveLength(11);
  });

  it('is the same for the same ids', () => {
    expect(chinook()).toEqual(chinook());
  });
});

describe('a template', () => {
  const artist: ServiceTemplate['entities'][number] = {
    name: 'Artist',
    displayName: 'Artist',
    fields: [],
    relations: [],
  };
  const apply =
    (...entities: ServiceTemplate['entities']) =>
    () =>
      applyTemplate(emptyModel(), { name: 'A', description: '', entities }, countingIds());

  it('is refused where one name stands for two entities', () => {
    expect(refusalOf(apply(artist, artist)).code).toBe('name_taken');
  });

  it('is refused where a relation names an entity that it does not have', () => {
    const inverse = { name: 'artists', displayName: 'Artists' };
    const relation = {
      name: 'label',
      displayName: 'Label',
      required: false,
      entity: 'Label',
      onDelete: 'restrict',
      inverse,
    } as const;
    expect(refusalOf(apply({ ...artist, relations: [relation] })).code).toBe('not_found');
  });
});

it.each([
  ['unitPrice', 'Unit Price'],
  ['InvoiceLine', 'Invoice Line'],
  ['id', 'Id'],
  ['', ''],
])('shows %j as %j', (name, label) => {
  expect(toDisplayName(name)).toBe(label);
});
