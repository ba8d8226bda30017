import { Anchor, TextInput } from "@mantine/core";
import type {
  DisplayProps,
  Field,
  FieldEditor,
  FieldOptions,
} from "./field.js";
import { searchableText } from "./text-field.js";
import { textOrNull, toText } from "./text-rules.js";

const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/u;

/** An email address. */
export function emailField(options: FieldOptions): Field {
  const editor: FieldEditor<string> = {
    initial: "",
    Input: ({ onChange, ...input }) => (
      <TextInput
        {...input}
        type="email"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    ),
    fromRecord: toText,
    toBody: textOrNull,
    validate: (text) =>
      EMAIL.test(text) ? undefined : "This is no email address.",
  };
  return { ...searchableText(options), Display: EmailDisplay, editor };
}

function EmailDisplay({ value }: DisplayProps) {
  return (
    <Anchor href={`mailto:${String(value)}`} inherit>
      {String(value)}
    </Anchor>
  );
}
