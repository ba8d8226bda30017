import { Code } from "@mantine/core";
import { baseOf, type Field, type FieldOptions } from "./field.js";
import { valueFilter } from "./filters.js";
import { toRecordId, type IdKind } from "./record-id.js";

/** What tells records apart: given by the server, never changed. */
export function idField(
  options: FieldOptions & { readonly kind: IdKind },
): Field {
  return {
    ...baseOf(options),
    sortable: true,
    listed: true,
    Display: ({ value }) => (
      <Code style={{ whiteSpace: "nowrap" }}>{String(value)}</Code>
    ),
    filter: valueFilter({
      property: options.name,
      required: true,
      operators: [{ name: "equals", label: "is" }],
      toCondition: (_, text) => {
        const id = toRecordId(options.kind, text.trim());
        return id === undefined ? undefined : { equals: id };
      },
    }),
  };
}
