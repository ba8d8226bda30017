import type { EntityView } from '../../view/service-view.ts';

/** `{ id }`, or `{ key: id }` where the id has another name than the variable. */
export function whereId({ idField }: EntityView, variable = 'id'): string {
  return idField.name === variable ? `{ ${variable} }` : `{ ${idField.name}: ${variable} }`;
}
