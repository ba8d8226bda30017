import { columnsOf, type ColumnView, type EntityView } from '../../view/service-view.ts';

export interface Filter {
  readonly column: ColumnView;
  /** Text is looked for inside the value, in any case; all else is compared. */
  readonly text: boolean;
}

/** What an entity's list can be filtered by: its searchable values and foreign keys. */
export function filtersOf(entity: EntityView): readonly Filter[] {
  return columnsOf(entity)
    .filter((column) => column.searchable && !(column.kind === 'scalar' && column.type.kind === 'json'))
    .map((column) => ({ column, text: isText(column) }));
}

function isText(column: ColumnView): boolean {
  if (column.kind === 'to-one') return false;
  return (
    column.type.kind === 'single-line-text' || column.type.kind === 'multi-line-text' || column.type.kind === 'email'
  );
}
