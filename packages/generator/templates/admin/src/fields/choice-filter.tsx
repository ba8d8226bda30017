import { MultiSelect } from "@mantine/core";
import type { FieldFilter, FilterInputProps } from "./field.js";
import { toEmptiness, withEmptiness, type FilterOptions } from "./filters.js";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A filter by some of a few choices. */
export function choiceFilter(
  options: FilterOptions & { readonly choices: readonly Choice[] },
): FieldFilter {
  return {
    operators: withEmptiness(options),
    Input: (props) => <FilterChoices {...props} choices={options.choices} />,
    toWhere: (operator, values) => {
      const condition =
        toEmptiness(operator) ??
        (values.length === 0 ? undefined : { [operator]: values });
      return condition === undefined
        ? undefined
        : { [options.property]: condition };
    },
  };
}

function FilterChoices({
  label,
  values,
  onChange,
  choices,
}: FilterInputProps & { readonly choices: readonly Choice[] }) {
  return (
    <MultiSelect
      aria-label={label}
      data={choices}
      value={[...values]}
      onChange={onChange}
      searchable
      clearable
    />
  );
}
