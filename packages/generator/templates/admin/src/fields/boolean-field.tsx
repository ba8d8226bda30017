import { Badge, Checkbox, Select } from "@mantine/core";
import {
  baseOf,
  type DisplayProps,
  type Field,
  type FieldEditor,
  type FieldOptions,
} from "./field.js";
import { withEmptiness, toEmptiness } from "./filters.js";

const CHOICES = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];

/** Yes or no; nothing, too, when it is optional. */
export function booleanField(
  options: FieldOptions & { readonly initial?: boolean },
): Field {
  const { name, required = false, searchable, initial } = options;
  return {
    ...baseOf(options),
    sortable: true,
    listed: true,
    Display: BooleanDisplay,
    editor: required ? twoStates(initial ?? false) : threeStates(initial),
    filter: searchable
      ? {
          operators: withEmptiness({
            required,
            operators: [{ name: "equals", label: "is" }],
          }),
          Input: ({ label, values: [value], onChange }) => (
            <Select
              aria-label={label}
              data={CHOICES}
              value={value || null}
              onChange={(next) => onChange(next === null ? [] : [next])}
            />
          ),
          toWhere: (operator, [value]) => {
            const condition =
              toEmptiness(operator) ??
              (value ? { equals: value === "true" } : undefined);
            return condition && { [name]: condition };
          },
        }
      : undefined,
  };
}

function twoStates(initial: boolean): FieldEditor<boolean> {
  return {
    initial,
    Input: ({ label, description, value, error, onChange }) => (
      <Checkbox
        label={label}
        description={description}
        error={error}
        checked={value}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    ),
    fromRecord: (value) => value === true,
    toBody: (value) => value,
  };
}

function threeStates(initial?: boolean): FieldEditor<boolean | null> {
  return {
    initial: initial ?? null,
    Input: ({ value, onChange, ...input }) => (
      <Select
        {...input}
        data={CHOICES}
        clearable
        value={value === null ? null : String(value)}
        onChange={(next) => onChange(next === null ? null : next === "true")}
      />
    ),
    fromRecord: (value) => (typeof value === "boolean" ? value : null),
    toBody: (value) => value,
  };
}

function BooleanDisplay({ value }: DisplayProps) {
  return (
    <Badge variant="light" tt="none" color={value ? "blue" : "gray"}>
      {value ? "Yes" : "No"}
    </Badge>
  );
}
