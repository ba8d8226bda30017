import { useForm } from "@mantine/form";
import { useRef, useState, type FormEvent } from "react";
import { useAdmin } from "../data/admin.js";
import type { RecordId } from "../data/list-query.js";
import { useRefresh } from "../data/queries.js";
import { validateField, type Field, type FormMode } from "../fields/field.js";
import type { Resource } from "./resource.js";
import {
  saveRecord,
  toFormErrors,
  type Entry,
  type FormErrors,
  type FormValues,
  type Saved,
} from "./save-record.js";

export type RecordForm = ReturnType<typeof useRecordForm>;

export interface RecordFormOptions {
  readonly resource: Resource;
  /** None for a new record. */
  readonly id?: RecordId;
  readonly initialValues: FormValues;
  /** Leaves the page. */
  readonly onSaved: (saved: Saved) => unknown;
  /** Called when something is wrong with the inputs. */
  readonly onInvalid?: () => void;
}

/** The state of a record's form: what its inputs hold, what is wrong with them, and how they are saved. */
export function useRecordForm({
  resource,
  id,
  initialValues,
  onSaved,
  onInvalid,
}: RecordFormOptions) {
  const { api } = useAdmin();
  const refresh = useRefresh();
  const mode: FormMode = id === undefined ? "create" : "edit";
  const [inputs] = useState(() => new Set<Field>());
  const [failure, setFailure] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  const isLeaving = useRef(false);

  const form = useForm<FormValues>({
    initialValues,
    validate: (values) => validate(toEntries(inputs, values)),
  });

  /** What is to be saved: of a record that is there only the changes, so that nobody else's are undone. */
  const changed = ({ field, value }: Entry) =>
    form.isDirty(field.name) ||
    (mode === "create" && field.editor?.toBody(value) !== null);
  const validate = (entries: readonly Entry[]): FormErrors =>
    Object.fromEntries(
      entries
        .filter((entry) => mode === "create" || changed(entry))
        .map(({ field, value }) => [
          field.name,
          validateField(field, value, mode),
        ])
        .filter(([, error]) => error !== undefined),
    );

  const refuse = (errors: FormErrors, sentence: string) => {
    form.setErrors(errors);
    setFailure(sentence);
    onInvalid?.();
  };
  const save = async (values: FormValues) => {
    setIsSaving(true);
    setFailure(undefined);
    try {
      const entries = toEntries(inputs, values).filter(changed);
      const saved = await saveRecord(api, resource, id, entries);
      if (mode === "edit" && Object.keys(saved.errors).length > 0) {
        refuse(saved.errors, "Not everything could be saved.");
      } else {
        isLeaving.current = true;
        await onSaved(saved);
      }
      await refresh();
    } catch (error) {
      const { errors, sentence } = toFormErrors(error, [...inputs]);
      refuse(errors, sentence);
    } finally {
      setIsSaving(false);
    }
  };
  return {
    form,
    mode,
    failure,
    isSaving,
    /** Whether leaving the page would lose something. */
    hasUnsaved: () => !isLeaving.current && form.isDirty(),
    submit: (event: FormEvent<HTMLFormElement>) =>
      form.onSubmit(save, onInvalid)(event),
    /** The fields whose inputs are on the page: they take part in the form. */
    inputs,
  };
}

function toEntries(fields: Iterable<Field>, values: FormValues): Entry[] {
  return [...fields].map((field) => ({ field, value: values[field.name] }));
}
