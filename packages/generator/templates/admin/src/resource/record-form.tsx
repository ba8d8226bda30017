import { Alert, Button, Group, Stack } from "@mantine/core";
import { useRef, type ReactNode } from "react";
import { useNavigate } from "react-router";
import { RecordFormProvider } from "./field-input.js";
import { UnsavedChanges } from "./unsaved-changes.js";
import { useRecordForm, type RecordFormOptions } from "./use-record-form.js";

/** The form of a record. What it checks and saves are the `FieldInput`s inside. */
export function RecordForm({
  children,
  ...options
}: Omit<RecordFormOptions, "onInvalid"> & { readonly children?: ReactNode }) {
  const element = useRef<HTMLFormElement>(null);
  const onInvalid = () => focusFirstError(element.current);
  const recordForm = useRecordForm({ ...options, onInvalid });
  const { failure, isSaving, hasUnsaved, submit } = recordForm;
  const navigate = useNavigate();
  return (
    <RecordFormProvider value={recordForm}>
      <UnsavedChanges hasUnsaved={hasUnsaved} />
      <form
        ref={element}
        noValidate
        onSubmit={submit}
        aria-label={options.resource.label}
      >
        <Stack maw={720}>
          {failure && (
            <Alert color="red" title="Not saved" role="alert">
              {failure}
            </Alert>
          )}
          {children}
          <Group>
            <Button type="submit" loading={isSaving}>
              Save
            </Button>
            <Button variant="default" onClick={() => void navigate(-1)}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </RecordFormProvider>
  );
}

function focusFirstError(form: HTMLFormElement | null): void {
  // Errors are on the screen a moment later.
  setTimeout(() =>
    form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
  );
}
