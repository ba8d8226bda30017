import { BOOLEAN_VALUE, DATE_TIME_VALUE, DAY_VALUE, floatValue, idValue, textValue } from '../../types/api-value.ts';
import { member, type Definition, type Member } from './definition.ts';

/** The types that the library of a generated server brings; a schema has those that something points at. */
export const LIBRARY: readonly Definition[] = [
  {
    kind: 'scalar',
    name: 'DateTime',
    description: 'A date-time string at UTC, such as 2019-12-03T09:54:33Z, compliant with the date-time format.',
    members: [],
  },
  { kind: 'scalar', name: 'JSON', description: 'Any JSON value.', members: [] },
  { kind: 'enum', name: 'SortOrder', members: valuesOf(['asc', 'desc']) },
  { kind: 'enum', name: 'QueryMode', members: valuesOf(['default', 'insensitive']) },
  { kind: 'type', name: 'Location', members: coordinates() },
  { kind: 'input', name: 'LocationInput', members: coordinates() },
  {
    kind: 'type',
    name: 'StoredFile',
    members: [member('name', 'String!'), member('contentType', 'String!'), member('size', 'Float!')],
  },
  ...filters('Boolean', equality(BOOLEAN_VALUE.graphql)),
  ...filters('Cuid', membership(idValue('cuid').graphql)),
  ...filters('Uuid', membership(idValue('uuid').graphql)),
  ...filters('DateTime', comparison(DATE_TIME_VALUE.graphql)),
  ...filters('Day', comparison(DAY_VALUE.graphql)),
  ...filters('LocalDateTime', comparison(textValue().graphql)),
  ...filters('Decimal', comparison(textValue().graphql)),
  ...filters('Float', comparison(floatValue().graphql)),
  ...filters('LongNumber', comparison(idValue('auto-increment-64').graphql)),
  ...filters('WholeNumber', comparison(idValue('auto-increment').graphql)),
  ...filters('Text', [
    ...membership('String'),
    ...['contains', 'startsWith', 'endsWith'].map((name) => member(name, 'String')),
    member('mode', 'QueryMode'),
  ]),
  { kind: 'input', name: 'RolesFilter', members: listMembership('String') },
];

/** The names of an enum. */
export function valuesOf(names: readonly string[]): readonly Member[] {
  return names.map((name) => [name, '']);
}

/** What one value of few can be asked for. */
export function membership(type: string): readonly Member[] {
  return [...equality(type), member('in', `[${type}!]`), member('notIn', `[${type}!]`)];
}

/** What a list of values can be asked for. */
export function listMembership(type: string): readonly Member[] {
  return [
    member('has', type),
    member('hasSome', `[${type}!]`),
    member('hasEvery', `[${type}!]`),
    member('isEmpty', 'Boolean'),
  ];
}

function equality(type: string): readonly Member[] {
  return [member('equals', type), member('not', type)];
}

function comparison(type: string): readonly Member[] {
  return [...membership(type), ...['lt', 'lte', 'gt', 'gte'].map((name) => member(name, type))];
}

/** A filter, and the same for values that may be null. */
function filters(name: string, members: readonly Member[]): readonly Definition[] {
  return ['', 'Optional'].map((prefix) => ({ kind: 'input', name: `${prefix}${name}Filter`, members }));
}

function coordinates(): readonly Member[] {
  return [member('latitude', 'Float!'), member('longitude', 'Float!')];
}
