import { Text, TextInput } from "@mantine/core";
import {
  baseOf,
  type Field,
  type FieldEditor,
  type FieldOptions,
  type InputProps,
} from "./field.js";
import { valueFilter } from "./filters.js";

export interface NumberOptions extends FieldOptions {
  readonly minimum?: number;
  readonly maximum?: number;
  /** What a new record starts with; a text keeps all digits. */
  readonly initial?: number | string;
}

/** What tells the types of numbers apart. */
interface NumberKind {
  /** What is wrong with a text, bounds apart. */
  readonly validate: (text: string) => string | undefined;
  /** The number as the API takes it. */
  readonly toValue: (text: string) => string | number;
  readonly format: (value: unknown) => string;
}

/** A field of numbers; inputs hold the text as it is typed, so that no digit is lost. */
export function numberField(options: NumberOptions, kind: NumberKind): Field {
  const { name, required = false, searchable, initial } = options;
  const editor: FieldEditor<string> = {
    initial: initial === undefined ? "" : String(initial),
    Input: NumberInput,
    fromRecord: (value) => (value == null ? "" : String(value)),
    toBody: (text) => {
      const trimmed = text.trim();
      if (trimmed === "") return null;
      return kind.validate(trimmed) ? trimmed : kind.toValue(trimmed);
    },
    validate: (text) =>
      kind.validate(text.trim()) ?? validateBounds(Number(text), options),
  };
  return {
    ...baseOf(options),
    sortable: true,
    listed: true,
    align: "right",
    Display: ({ value }) => (
      <Text span inherit style={{ fontVariantNumeric: "tabular-nums" }}>
        {kind.format(value)}
      </Text>
    ),
    editor,
    filter: searchable
      ? valueFilter({
          property: name,
          required,
          operators: OPERATORS,
          toCondition: (operator, text) =>
            kind.validate(text.trim())
              ? undefined
              : { [operator]: kind.toValue(text.trim()) },
        })
      : undefined,
  };
}

/** What is wrong with a number; a bound of 0 counts. */
export function validateBounds(
  value: number,
  { minimum, maximum }: Pick<NumberOptions, "minimum" | "maximum">,
): string | undefined {
  if (minimum !== undefined && value < minimum) return `At least ${minimum}.`;
  if (maximum !== undefined && value > maximum) return `At most ${maximum}.`;
  return undefined;
}

const OPERATORS = [
  { name: "equals", label: "is" },
  { name: "not", label: "is not" },
  { name: "gte", label: "is at least" },
  { name: "lte", label: "is at most" },
  { name: "gt", label: "is more than" },
  { name: "lt", label: "is less than" },
];

function NumberInput({ onChange, ...input }: InputProps<string>) {
  return (
    <TextInput
      {...input}
      inputMode="decimal"
      autoComplete="off"
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
