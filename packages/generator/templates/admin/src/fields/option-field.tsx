import { Badge, Select } from "@mantine/core";
import { choiceFilter, type Choice } from "./choice-filter.js";
import {
  baseOf,
  type Field,
  type FieldEditor,
  type FieldOptions,
} from "./field.js";

/** One of some options. */
export function optionField(
  options: FieldOptions & {
    readonly choices: readonly Choice[];
    readonly initial?: string;
  },
): Field {
  const { name, required = false, searchable, choices } = options;
  const labels = new Map(choices.map(({ value, label }) => [value, label]));
  const editor: FieldEditor<string | null> = {
    initial: options.initial ?? null,
    Input: (input) => (
      <Select {...input} data={choices} searchable clearable={!required} />
    ),
    fromRecord: (value) => (typeof value === "string" ? value : null),
    toBody: (value) => value,
  };
  return {
    ...baseOf(options),
    sortable: true,
    listed: true,
    Display: ({ value }) => (
      <Badge variant="light" tt="none">
        {labels.get(String(value)) ?? String(value)}
      </Badge>
    ),
    editor,
    filter: searchable
      ? choiceFilter({
          property: name,
          required,
          choices,
          operators: [
            { name: "in", label: "is any of" },
            { name: "notIn", label: "is none of" },
          ],
        })
      : undefined,
  };
}
