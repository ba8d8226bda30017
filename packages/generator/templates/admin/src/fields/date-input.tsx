import { TextInput } from "@mantine/core";
import {
  baseOf,
  type Field,
  type FieldEditor,
  type FieldOptions,
} from "./field.js";
import { FilterTextInput, valueFilter } from "./filters.js";

export interface DateOptions extends FieldOptions {
  /** An input left empty stands for the moment at which the record is created. */
  readonly startsNow?: boolean;
  readonly readOnly?: boolean;
}

/** What tells the types of dates apart. */
interface DateKind {
  readonly input: "date" | "datetime-local";
  /** What the browser's input holds for a value of the API. */
  readonly toInput: (value: string) => string;
  /** The value for what the input holds; `undefined` for what is no date. */
  readonly toValue: (text: string) => string | undefined;
  readonly format: (value: string) => string;
}

/** A field of dates; the browser's own input knows how people write them. */
export function dateLikeField(options: DateOptions, kind: DateKind): Field {
  const { name, required = false, searchable, startsNow, readOnly } = options;
  const input = {
    type: kind.input,
    // Without it people can type years of six digits.
    max: kind.input === "date" ? "9999-12-31" : "9999-12-31T23:59",
  };
  const editor: FieldEditor<string> = {
    initial: "",
    Input: ({ onChange, ...props }) => (
      <TextInput
        {...props}
        {...input}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    ),
    fromRecord: (value) =>
      typeof value === "string" ? kind.toInput(value) : "",
    toBody: (text) => (text === "" ? null : (kind.toValue(text) ?? text)),
    emptyMeans: (mode) => (startsNow && mode === "create" ? "now" : undefined),
    validate: (text) => (kind.toValue(text) ? undefined : "This is no date."),
  };
  return {
    ...baseOf(options),
    sortable: true,
    listed: true,
    Display: ({ value }) => (
      <time dateTime={String(value)} style={{ whiteSpace: "nowrap" }}>
        {kind.format(String(value))}
      </time>
    ),
    editor: readOnly ? undefined : editor,
    filter: searchable
      ? valueFilter({
          property: name,
          required,
          operators: OPERATORS,
          Input: (props) => <FilterTextInput {...props} {...input} />,
          toCondition: (operator, text) => {
            const value = kind.toValue(text);
            return value === undefined ? undefined : { [operator]: value };
          },
        })
      : undefined,
  };
}

const OPERATORS = [
  { name: "gte", label: "is from" },
  { name: "lte", label: "is until" },
  { name: "gt", label: "is after" },
  { name: "lt", label: "is before" },
  { name: "equals", label: "is" },
  { name: "not", label: "is not" },
];
