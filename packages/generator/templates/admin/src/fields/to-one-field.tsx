import type { RecordId } from "../data/list-query.js";
import {
  baseOf,
  type Field,
  type FieldEditor,
  type FieldOptions,
  type InputProps,
} from "./field.js";
import { toEmptiness, withEmptiness } from "./filters.js";
import { toRecordId, type IdKind } from "./record-id.js";
import { RecordPicker, RecordsPicker } from "./record-picker.js";
import { Reference } from "./reference.js";

export interface ToOneOptions extends FieldOptions {
  /** The property that holds the id of the other record. */
  readonly key: string;
  /** The name of the other entity. */
  readonly target: string;
  readonly targetId: IdKind;
}

/** The one record that this one points at. */
export function toOneField(options: ToOneOptions): Field {
  const { key, target, targetId, required = false } = options;
  const editor: FieldEditor<RecordId | null> = {
    initial: null,
    Input: ({ value, onChange, ...input }: InputProps<RecordId | null>) => (
      <RecordPicker
        {...input}
        target={target}
        clearable={!required}
        ids={value === null ? [] : [value]}
        onChange={([id = null]) => onChange(id)}
      />
    ),
    fromRecord: (value) => (value ?? null) as RecordId | null,
    toBody: (value) => value,
  };
  return {
    ...baseOf(options),
    property: key,
    target,
    sortable: false,
    listed: true,
    fromAddress: (text) => toRecordId(targetId, text),
    Display: ({ value }) => (
      <Reference target={target} id={value as RecordId} />
    ),
    editor,
    filter: {
      operators: withEmptiness({
        required,
        operators: [
          { name: "in", label: "is any of" },
          { name: "notIn", label: "is none of" },
        ],
      }),
      Input: ({ label, values, onChange }) => (
        <RecordsPicker
          aria-label={label}
          target={target}
          ids={toIds(values, targetId)}
          onChange={(ids) => onChange(ids.map(String))}
        />
      ),
      toWhere: (operator, values) => {
        const ids = toIds(values, targetId);
        const condition =
          toEmptiness(operator) ??
          (ids.length > 0 ? { [operator]: ids } : undefined);
        return condition && { [key]: condition };
      },
    },
  };
}

function toIds(texts: readonly string[], kind: IdKind): RecordId[] {
  return texts.flatMap((text) => toRecordId(kind, text) ?? []);
}
