import type { DataRecord } from "../data/list-query.js";
import { useResource } from "../data/admin.js";
import { useList } from "../data/queries.js";
import { baseOf, type Field, type FieldOptions } from "./field.js";
import { idOf } from "../resource/resource.js";
import { ReferenceLink } from "./reference.js";

export interface InverseToOneOptions extends FieldOptions {
  /** The name of the other entity. */
  readonly target: string;
  /** The property of the other entity that holds the id of this record. */
  readonly targetKey: string;
  readonly idField: string;
}

/** The one record of another entity that points at this one. */
export function inverseToOneField(options: InverseToOneOptions): Field {
  return {
    ...baseOf(options),
    // The record itself holds nothing of it: its id leads there.
    property: options.idField,
    sortable: false,
    listed: false,
    Display: ({ record }) => <Pointing {...options} record={record} />,
  };
}

function Pointing({
  target,
  targetKey,
  idField,
  record,
}: InverseToOneOptions & { readonly record: DataRecord }) {
  const resource = useResource(target);
  const where = { [targetKey]: { equals: record[idField] } };
  const [other] = useList(resource, { where, take: 1 }).data?.items ?? [];
  if (other === undefined) return "–";
  return (
    <ReferenceLink
      resource={resource}
      record={other}
      id={idOf(resource, other)}
    />
  );
}
