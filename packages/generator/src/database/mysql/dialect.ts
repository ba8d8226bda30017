import type { Dialect } from '../dialect.ts';
import { columnType, nativeType, quote, textLength, valueSql } from './columns.ts';
import { migration } from './migration.ts';

/** MySQL 8 and MariaDB: what both of them understand. */
export const mysql: Dialect = {
  quote,
  // Columns and indexes are one in any case; tables are on some file systems.
  sameName: (name) => name.toLowerCase(),
  namesPrimaryKeys: false,
  tellsCases: false,
  hasLists: false,
  columnType,
  nativeType,
  textLength,
  value: valueSql,
  migration,
};
