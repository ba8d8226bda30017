import { PasswordInput } from "@mantine/core";
import {
  baseOf,
  type Field,
  type FieldEditor,
  type FieldOptions,
} from "./field.js";

/** A password: the API takes it and never answers it. */
export function passwordField(
  options: FieldOptions & { readonly minLength: number },
): Field {
  const editor: FieldEditor<string> = {
    initial: "",
    Input: ({ onChange, ...input }) => (
      <PasswordInput
        {...input}
        autoComplete="new-password"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    ),
    fromRecord: () => "",
    toBody: (text) => (text === "" ? null : text),
    emptyMeans: (mode) => (mode === "edit" ? "the same as before" : undefined),
    validate: (text) =>
      text.length < options.minLength
        ? `At least ${options.minLength} characters.`
        : undefined,
  };
  return {
    ...baseOf(options),
    sortable: false,
    listed: false,
    Display: () => null,
    editor,
  };
}
