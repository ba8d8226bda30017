import type { Api } from "../data/api.js";
import { MAX_TAKE, type RecordId } from "../data/list-query.js";
import {
  baseOf,
  type Field,
  type FieldEditor,
  type FieldOptions,
} from "./field.js";
import { RecordsPicker } from "./record-picker.js";

export interface ToManyOptions extends FieldOptions {
  /** The end of its path in the API. */
  readonly route: string;
  /** The name of the other entity. */
  readonly target: string;
  /** The field of the other entity that points here; only of a 1-n relation. */
  readonly inverse?: string;
  /** The property that takes the ids of all that are linked; only of an n-n relation. */
  readonly idsProperty?: string;
  /** The name of the other entity's id. */
  readonly targetIdField: string;
}

/** A field that stands for a list of records. */
export interface ToManyField extends Field {
  readonly route: string;
  readonly target: string;
  readonly inverse?: string | undefined;
}

/** The records of another entity that belong to this one. */
export function toManyField(options: ToManyOptions): ToManyField {
  const { name, route, target, inverse, idsProperty } = options;
  return {
    ...baseOf(options),
    property: idsProperty ?? name,
    route,
    target,
    inverse,
    sortable: false,
    listed: false,
    Display: () => null,
    editor: idsProperty === undefined ? undefined : linksEditor(options),
  };
}

/** Chooses all records that are linked, at once. */
function linksEditor(options: ToManyOptions): FieldEditor<readonly RecordId[]> {
  const { route, target, targetIdField } = options;
  return {
    initial: [],
    Input: ({ value, onChange, ...input }) => (
      <RecordsPicker
        {...input}
        target={target}
        ids={value}
        onChange={onChange}
      />
    ),
    fromRecord: (value) => (Array.isArray(value) ? value : []),
    toBody: (value) => value,
    load: (api, path) => readIds(api, `${path}/${route}`, targetIdField),
  };
}

/** Reads the ids of a list to its end: saving replaces all of them. */
async function readIds(
  api: Api,
  path: string,
  idField: string,
): Promise<RecordId[]> {
  const ids: RecordId[] = [];
  let cursor: string | undefined;
  do {
    const select = [idField];
    const page = await api.list(path, { select, take: MAX_TAKE, cursor });
    ids.push(...page.items.map((item) => item[idField] as RecordId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}
