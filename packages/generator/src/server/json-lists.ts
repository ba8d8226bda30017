import { dialectOf } from '../database/dialect.ts';
import { dataTypeOf } from '../types/data-types.ts';
import type { ScalarView, ServiceView } from '../view/service-view.ts';

/** Whether a field is a list that the database keeps as JSON, because it has no lists. */
export function isJsonList({ database }: Pick<ServiceView, 'database'>, field: ScalarView): boolean {
  return (
    !dialectOf(database).hasLists &&
    dataTypeOf(field)
      .columns(field)
      .some(({ list }) => list === true)
  );
}
