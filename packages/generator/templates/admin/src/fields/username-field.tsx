import { TextInput } from "@mantine/core";
import type { Field, FieldEditor, FieldOptions } from "./field.js";
import { searchableText } from "./text-field.js";
import { textOrNull, toText } from "./text-rules.js";

/** The name under which somebody signs in. */
export function usernameField(options: FieldOptions): Field {
  const editor: FieldEditor<string> = {
    initial: "",
    Input: ({ onChange, ...input }) => (
      <TextInput
        {...input}
        autoComplete="off"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    ),
    fromRecord: toText,
    toBody: textOrNull,
  };
  return {
    ...searchableText(options),
    Display: ({ value }) => String(value),
    editor,
  };
}
