import { Code, Textarea } from "@mantine/core";
import {
  baseOf,
  type Field,
  type FieldEditor,
  type FieldOptions,
} from "./field.js";
import { rowsFor } from "./rows-for.js";

/** Anything that JSON can say. */
export function jsonField(options: FieldOptions): Field {
  const editor: FieldEditor<string> = {
    initial: "",
    Input: ({ onChange, ...input }) => (
      <Textarea
        {...input}
        rows={rowsFor(input.value)}
        resize="vertical"
        spellCheck={false}
        styles={{
          input: { fontFamily: "var(--mantine-font-family-monospace)" },
        }}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    ),
    fromRecord: (value) => (value == null ? "" : toPrettyJson(value)),
    toBody: (text) => {
      if (text.trim() === "") return null;
      return validateJson(text) ? text : JSON.parse(text);
    },
    validate: validateJson,
  };
  return {
    ...baseOf(options),
    sortable: false,
    listed: false,
    Display: ({ value, isCompact }) => (
      <Code block={!isCompact}>
        {isCompact ? JSON.stringify(value) : toPrettyJson(value)}
      </Code>
    ),
    editor,
  };
}

function validateJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : ""}`;
  }
}

function toPrettyJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
