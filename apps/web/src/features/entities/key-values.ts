import { toKeyFault, type Field } from '@amplication/domain';
import type { EntityView, FieldView } from './entity-view.ts';

export type KeyList = 'uniqueKeys' | 'indexes';

/** A key or index as a row of the form: a stored one has an id, a new one only a key of its own. */
export interface KeyRow {
  readonly key: string;
  readonly id?: string;
  /** In the order in which the database keeps them. */
  readonly fieldIds: string[];
}

export interface KeyValues {
  readonly uniqueKeys: readonly KeyRow[];
  readonly indexes: readonly KeyRow[];
  readonly attributes: string;
}

/** What the form starts with. */
export function toKeyValues({ uniqueKeys, indexes, attributes = '' }: EntityView): KeyValues {
  const toRow = ({ id, fieldIds }: EntityView['indexes'][number]): KeyRow => ({ key: id, id, fieldIds: [...fieldIds] });
  return { uniqueKeys: uniqueKeys.map(toRow), indexes: indexes.map(toRow), attributes };
}

/** The form's values as they are saved. */
export function toKeysPatch({ uniqueKeys, indexes, attributes }: KeyValues) {
  const toKey = ({ id, fieldIds }: KeyRow) => ({ ...(id === undefined ? {} : { id }), fieldIds });
  return { uniqueKeys: uniqueKeys.map(toKey), indexes: indexes.map(toKey), attributes: attributes.trim() };
}

/** What is missing before the server can be asked, by the path of the input. */
export function toKeyFaults(values: KeyValues): Record<string, string> {
  return Object.fromEntries(
    (['uniqueKeys', 'indexes'] as const).flatMap((list) =>
      values[list].flatMap(({ fieldIds }, index) =>
        fieldIds.length < 2 ? [[`${list}.${index}.fieldIds`, 'Choose two fields at least.']] : [],
      ),
    ),
  );
}

/** The server's faults at the inputs that show them: of a key at its fields. */
export function toKeyPath(path: string): string {
  return /^(?:uniqueKeys|indexes)\.\d+$/u.test(path) ? `${path}.fieldIds` : path;
}

/** The fields of an entity that a key can have, and why the others cannot. */
export function toKeyFields(fields: readonly FieldView[]): {
  readonly offered: readonly FieldView[];
  readonly reasons: readonly string[];
} {
  // What the API tells of a field is a field; its id is not branded.
  const faults = fields.map((field) => [field, toKeyFault(field as Field)] as const);
  return {
    offered: faults.filter(([, fault]) => fault === undefined).map(([field]) => field),
    reasons: faults.flatMap(([, fault]) => fault ?? []),
  };
}
