import type { SourceFile } from '../source/source-file.ts';
import { entry } from './answers.ts';
import { DATE_TIME_VALUE, DAY_VALUE, LOCAL_DATE_TIME_VALUE } from './api-value.ts';
import type { DataType, Declared, FieldOf } from './data-type.ts';
import { searchable } from './filters.ts';
import { oneColumn } from './one-column.ts';

type DateTime = FieldOf<'date-time'>;

/** The three formats: how the code calls them, and how the database keeps them. */
const FORMATS = {
  moment: {
    api: DATE_TIME_VALUE,
    name: 'DateTime',
    from: 'date-time',
    kind: 'timestamp',
    sample: '"2026-01-31T12:00:00.000Z"',
  },
  local: {
    api: LOCAL_DATE_TIME_VALUE,
    name: 'LocalDateTime',
    from: 'local-date-time',
    kind: 'local-timestamp',
    sample: '"2026-01-31T12:00:00.000"',
  },
  date: { api: DAY_VALUE, name: 'Day', from: 'day', kind: 'date', sample: '"2026-01-31"' },
} as const;

function formatOf({ type }: DateTime) {
  return FORMATS[type.format ?? 'moment'];
}

function declare(file: SourceFile, field: DateTime, forInput: boolean): Declared {
  const { name, from } = formatOf(field);
  const isMoment = field.type.format === undefined;
  const decorator = `${name}${forInput && !isMoment ? 'Input' : ''}Property`;
  return {
    decorator: file.import(decorator, `src/core/properties/${from}.property`),
    arguments: [],
    api: formatOf(field).api,
    options: [],
    type: forInput || isMoment ? 'Date' : 'string',
  };
}

/** Date Time: a moment, a time without a zone, or a day. */
export const dateTimeType: DataType<'date-time'> = {
  columns: (field) => {
    const { kind } = formatOf(field);
    const now = { kind: 'now' } as const;
    const byDefault = field.type.default === undefined ? undefined : now;
    return oneColumn(field, { prismaType: 'DateTime', type: { kind }, default: byDefault, fill: now });
  },
  answer: (file, field) => declare(file, field, false),
  input: (file, field) => declare(file, field, true),
  filters: (file, field) => {
    const { name, from } = formatOf(field);
    return searchable(name, from)(file, field);
  },
  sortable: true,
  toAnswer: (file, field) => {
    if (field.type.format === undefined) return undefined;
    const name = field.type.format === 'date' ? 'fromDayDate' : 'fromLocalDate';
    return entry(file, field.name, name, [`record.${field.name}`], 'src/core/dates');
  },
  sample: (field) => {
    if (!field.unique) return { value: formatOf(field).sample };
    const length = { moment: 24, local: 23, date: 10 }[field.type.format ?? 'moment'];
    return { value: `randomTime(${length})`, imports: [['randomTime', 'src/core/random-time']] };
  },
  refused: () => ['"tomorrow"', '"0000-01-01"', '1'],
};
