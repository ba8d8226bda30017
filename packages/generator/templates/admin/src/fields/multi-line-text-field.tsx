import { Text, Textarea } from "@mantine/core";
import type { DisplayProps, Field, FieldEditor } from "./field.js";
import { rowsFor } from "./rows-for.js";
import { searchableText, type TextOptions } from "./text-field.js";
import { textOrNull, toText, validateText } from "./text-rules.js";

/** Text of several lines. */
export function multiLineTextField(
  options: Omit<TextOptions, "pattern">,
): Field {
  const editor: FieldEditor<string> = {
    initial: options.initial ?? "",
    Input: ({ onChange, ...input }) => (
      <Textarea
        {...input}
        rows={rowsFor(input.value)}
        resize="vertical"
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    ),
    fromRecord: toText,
    toBody: textOrNull,
    validate: (text) => validateText(text, options),
  };
  return {
    ...searchableText(options),
    sortable: false,
    Display: LinesDisplay,
    editor,
  };
}

function LinesDisplay({ value, isCompact }: DisplayProps) {
  return isCompact ? (
    <Text span inherit truncate display="block" maw={320}>
      {String(value)}
    </Text>
  ) : (
    <Text inherit style={{ whiteSpace: "pre-wrap" }}>
      {String(value)}
    </Text>
  );
}
