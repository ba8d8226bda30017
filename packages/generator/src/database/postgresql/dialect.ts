import type { Dialect } from '../dialect.ts';
import { columnType, nativeType, quote, textLength, valueSql } from './columns.ts';
import { migration } from './migration.ts';

/** PostgreSQL. */
export const postgresql: Dialect = {
  quote,
  sameName: (name) => name,
  namesPrimaryKeys: true,
  tellsCases: true,
  hasLists: true,
  columnType,
  nativeType,
  textLength,
  value: valueSql,
  migration,
};
