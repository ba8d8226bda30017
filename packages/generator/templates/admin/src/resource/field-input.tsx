import { createContext, useContext, useEffect, type ReactNode } from "react";
import { useAccess, useAdmin } from "../data/admin.js";
import { canLoad, type Field } from "../fields/field.js";
import type { RecordForm } from "./use-record-form.js";

const FormContext = createContext<RecordForm | undefined>(undefined);

export const RecordFormProvider = FormContext.Provider;

/** An input for a field of the record, for those who may set it. */
export function FieldInput({ field }: { readonly field: Field }): ReactNode {
  const recordForm = useContext(FormContext);
  if (recordForm === undefined) throw new Error("There is no form here.");
  const admin = useAdmin();
  const { mayField } = useAccess();
  const { mode } = recordForm;
  const isOffered =
    field.editor !== undefined &&
    mayField(mode === "create" ? "create" : "update", field) &&
    (mode === "create" || !field.editor.load || canLoad(field, admin));
  return isOffered ? (
    <OfferedInput field={field} recordForm={recordForm} />
  ) : null;
}

function OfferedInput({
  field,
  recordForm: { form, mode, inputs },
}: {
  readonly field: Field;
  readonly recordForm: RecordForm;
}) {
  useEffect(() => {
    inputs.add(field);
    return () => void inputs.delete(field);
  }, [inputs, field]);
  const { editor, name, label, required } = field;
  if (editor === undefined) return null;
  const emptyMeans = editor.emptyMeans?.(mode);
  return (
    <editor.Input
      label={label}
      withAsterisk={required && emptyMeans === undefined}
      description={emptyMeans && `Left empty: ${emptyMeans}.`}
      value={form.values[name]}
      error={form.errors[name]}
      onChange={(value) => form.setFieldValue(name, value)}
    />
  );
}
