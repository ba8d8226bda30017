import { Text, TextInput } from "@mantine/core";
import {
  baseOf,
  type DisplayProps,
  type Field,
  type FieldEditor,
  type FieldOptions,
} from "./field.js";
import {
  containsText,
  textFilter,
  textOrNull,
  toText,
  validateText,
  type TextRules,
} from "./text-rules.js";

export interface TextOptions extends FieldOptions, TextRules {
  /** What a new record starts with. */
  readonly initial?: string;
}

/** One line of text. */
export function textField(options: TextOptions): Field {
  const editor: FieldEditor<string> = {
    initial: options.initial ?? "",
    Input: ({ onChange, ...input }) => (
      <TextInput
        {...input}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    ),
    fromRecord: toText,
    toBody: textOrNull,
    validate: (text) => validateText(text, options),
  };
  return { ...searchableText(options), Display: TextDisplay, editor };
}

/** What all fields of text have in common. */
export function searchableText(options: FieldOptions) {
  const { name, required, searchable } = options;
  return {
    ...baseOf(options),
    sortable: true,
    listed: true,
    filter: searchable ? textFilter(name, required) : undefined,
    search: searchable ? containsText(name) : undefined,
  };
}

function TextDisplay({ value, isCompact }: DisplayProps) {
  return (
    <Text span inherit truncate={isCompact} maw={320} display="block">
      {String(value)}
    </Text>
  );
}
