import { TextInput, type TextInputProps } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";

/** A text that is passed on when one stops typing. */
export function DelayedTextInput({
  text,
  onText,
  ...input
}: Omit<TextInputProps, "value" | "onChange"> & {
  readonly text: string;
  readonly onText: (text: string) => void;
}) {
  const [draft, setDraft] = useState(text);
  const passedOn = useRef(text);
  const passOn = useDebouncedCallback((next: string) => {
    passedOn.current = next;
    onText(next);
  }, 300);
  // What came from elsewhere counts, such as from the browser's back button.
  useEffect(() => {
    if (text !== passedOn.current) setDraft(text);
    passedOn.current = text;
  }, [text]);
  return (
    <TextInput
      {...input}
      value={draft}
      onChange={({ currentTarget }) => {
        setDraft(currentTarget.value);
        passOn(currentTarget.value);
      }}
    />
  );
}
