import { headed, objectOf, type Doc } from '../../source/doc.ts';
import type { EntityView } from '../../view/service-view.ts';

/** `{ id }`, or `{ key: id }` where the id has another name than the variable. */
export function whereId({ idField }: EntityView, variable = 'id'): Doc {
  return objectOf([idField.name === variable ? variable : headed(`${idField.name}:`, variable)]);
}
