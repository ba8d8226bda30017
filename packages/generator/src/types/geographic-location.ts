import { headed, objectOf } from '../source/doc.ts';
import { entry } from './answers.ts';
import { objectValue } from './api-value.ts';
import type { ColumnSpec, DataType, FieldOf } from './data-type.ts';
import { importFilter } from './filters.ts';
import { numberOf } from './one-column.ts';

type Location = FieldOf<'geographic-location'>;

function column(part: string, property: string): ColumnSpec {
  return { part, property, prismaType: 'Float', type: { kind: 'double' }, fill: numberOf(0) };
}

function partsOf(field: Location): readonly (readonly [part: string, property: string])[] {
  return [
    ['latitude', field.latitude],
    ['longitude', field.longitude],
  ];
}

/** Geographic Location, in two columns that can be filtered like any number. */
export const geographicLocationType: DataType<'geographic-location'> = {
  columns: (field) => partsOf(field).map(([part, property]) => column(part, property)),
  answer: (file) => ({
    decorator: file.import('LocationProperty', 'src/core/properties/location.property'),
    arguments: [],
    api: objectValue('Location'),
    options: [],
    type: file.importType('Location', 'src/core/location'),
  }),
  input: (file) => ({
    decorator: file.import('LocationInputProperty', 'src/core/properties/location.property'),
    arguments: [],
    api: objectValue('LocationInput'),
    options: [],
    type: file.importType('LocationInput', 'src/core/location'),
  }),
  filters: (file, field) =>
    field.searchable
      ? partsOf(field).map(([, property]) => ({
          property,
          className: importFilter(file, 'Float', 'float', !field.required),
        }))
      : [],
  sortable: false,
  toAnswer: (file, field) =>
    field.required
      ? [
          `${field.name}: `,
          objectOf([
            headed('latitude:', `record.${field.latitude}`),
            headed('longitude:', `record.${field.longitude}`),
          ]),
        ]
      : entry(
          file,
          field.name,
          'toLocation',
          [`record.${field.latitude}`, `record.${field.longitude}`],
          'src/core/location',
        ),
  toData: (file, field) =>
    partsOf(field).map(([part, property]) =>
      entry(file, property, 'coordinateOf', [`data.${field.name}`, `"${part}"`], 'src/core/location'),
    ),
  hasOwnNames: true,
  sample: () => ({ value: objectOf(['latitude: 52.52', 'longitude: 13.405']) }),
  refused: () => ['{ latitude: 91, longitude: 0 }', '"here"'],
};
