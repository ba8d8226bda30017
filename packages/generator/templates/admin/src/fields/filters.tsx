import type { TextInputProps } from "@mantine/core";
import { DelayedTextInput } from "./delayed-text-input.js";
import type { FieldFilter, FilterInputProps, Operator } from "./field.js";

export interface FilterOptions {
  /** The field in the API's `where`. */
  readonly property: string;
  readonly required: boolean;
  readonly operators: readonly Operator[];
}

/** A filter whose operators take one value each. */
export function valueFilter(
  options: FilterOptions & {
    readonly Input?: FieldFilter["Input"];
    /** The condition on the field; `undefined` for what is no value. */
    readonly toCondition: (operator: string, text: string) => unknown;
  },
): FieldFilter {
  return {
    operators: withEmptiness(options),
    Input: options.Input ?? FilterTextInput,
    toWhere: (operator, [text = ""]) => {
      const condition =
        toEmptiness(operator) ??
        (text === "" ? undefined : options.toCondition(operator, text));
      return condition === undefined
        ? undefined
        : { [options.property]: condition };
    },
  };
}

/** What a value that may be missing can be asked for besides. */
export function withEmptiness(
  options: Pick<FilterOptions, "required" | "operators">,
): readonly Operator[] {
  if (options.required) return options.operators;
  return [
    ...options.operators,
    { name: "empty", label: "is empty", alone: true },
    { name: "filled", label: "is not empty", alone: true },
  ];
}

export function toEmptiness(operator: string): object | undefined {
  if (operator === "empty") return { equals: null };
  if (operator === "filled") return { not: null };
  return undefined;
}

/** A text of a filter. */
export function FilterTextInput({
  label,
  values: [text = ""],
  isInvalid,
  onChange,
  ...input
}: FilterInputProps & Pick<TextInputProps, "type" | "max" | "placeholder">) {
  return (
    <DelayedTextInput
      {...input}
      aria-label={label}
      error={isInvalid}
      text={text}
      onText={(next) => onChange([next])}
    />
  );
}
