import type { ColumnType } from '../database/database-schema.ts';
import type { FieldOf } from './data-type.ts';
import { shortIdentifier } from '../view/short-identifier.ts';

/** The column type of an option set: an enum of the database. */
export function enumColumn(
  { enumName, type }: FieldOf<'option-set'> | FieldOf<'multi-select-option-set'>,
  list = false,
): ColumnType {
  return { kind: 'enum', name: shortIdentifier(enumName), list, values: type.options.map(({ value }) => value) };
}
