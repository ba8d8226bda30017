import { Badge, Group, MultiSelect } from "@mantine/core";
import { choiceFilter, type Choice } from "./choice-filter.js";
import {
  baseOf,
  type Field,
  type FieldEditor,
  type FieldOptions,
} from "./field.js";

/** Any number of some options; roles are such a field too. */
export function multiOptionField(
  options: FieldOptions & {
    readonly choices: readonly Choice[];
    readonly initial?: readonly string[];
  },
): Field {
  const { name, searchable, choices } = options;
  const labels = new Map(choices.map(({ value, label }) => [value, label]));
  const editor: FieldEditor<readonly string[]> = {
    initial: options.initial ?? [],
    Input: ({ value, ...input }) => (
      <MultiSelect
        {...input}
        value={[...value]}
        data={choices}
        searchable
        clearable
      />
    ),
    fromRecord: toTexts,
    toBody: (values) => values,
  };
  return {
    ...baseOf(options),
    sortable: false,
    listed: true,
    Display: ({ value, isCompact }) => (
      <Group gap={4} wrap={isCompact ? "nowrap" : "wrap"}>
        {toTexts(value).map((one) => (
          <Badge key={one} variant="light" tt="none" miw="max-content">
            {labels.get(one) ?? one}
          </Badge>
        ))}
      </Group>
    ),
    editor,
    filter: searchable
      ? choiceFilter({
          property: name,
          required: true,
          choices,
          operators: [
            { name: "hasSome", label: "has any of" },
            { name: "hasEvery", label: "has all of" },
          ],
        })
      : undefined,
  };
}

function toTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
