import { ApiError, toSentence } from "../data/api-error.js";
import { toPath, type Api } from "../data/api.js";
import type { DataRecord, RecordId } from "../data/list-query.js";
import type { Field } from "../fields/field.js";
import { idOf, type Resource } from "./resource.js";

/** What the inputs of a form hold, by the names of the fields. */
export type FormValues = Record<string, unknown>;
/** What is wrong with them. */
export type FormErrors = Record<string, string>;

/** A field and what its input holds. */
export interface Entry {
  readonly field: Field;
  readonly value: unknown;
}

export interface Saved {
  readonly id: RecordId;
  /** What could not be stored beside the record, such as a file. */
  readonly errors: FormErrors;
}

/** What the inputs of a form start with: those of a new record, or of the one that is there. */
export function toFormValues(
  fields: readonly Field[],
  record?: DataRecord,
): FormValues {
  return Object.fromEntries(
    fields.flatMap(({ name, property, editor }) => {
      if (editor === undefined) return [];
      const value = record?.[property];
      return [
        [name, value === undefined ? editor.initial : editor.fromRecord(value)],
      ];
    }),
  );
}

/** Creates a record, or changes the one with this id. */
export async function saveRecord(
  api: Api,
  resource: Resource,
  id: RecordId | undefined,
  entries: readonly Entry[],
): Promise<Saved> {
  const savedId = await saveBody(api, resource, id, toBody(entries));
  return {
    id: savedId,
    errors: await storeRest(api, toPath(resource.route, savedId), entries),
  };
}

/** The body of a request. */
function toBody(entries: readonly Entry[]): DataRecord {
  return Object.fromEntries(
    entries
      .map(({ field, value }) => [field.property, field.editor?.toBody(value)])
      .filter(([, value]) => value !== undefined),
  );
}

/** Which inputs the API complains about, and the sentence for all the rest. */
export function toFormErrors(error: unknown, fields: readonly Field[]) {
  const faults = error instanceof ApiError ? error.faults : [];
  const byField = faults.map(({ path, message }) => ({
    path,
    message,
    field: fields.find(
      ({ property }) => path === property || path.startsWith(`${property}.`),
    ),
  }));
  const errors: FormErrors = Object.fromEntries(
    byField.flatMap(({ field, message }) =>
      field ? [[field.name, message]] : [],
    ),
  );
  const others = byField.filter(({ field }) => field === undefined);
  return {
    errors,
    sentence: [
      toSentence(error),
      ...others.map(({ path, message }) => `${path}: ${message}`),
    ].join(" "),
  };
}

async function saveBody(
  api: Api,
  resource: Resource,
  id: RecordId | undefined,
  body: DataRecord,
): Promise<RecordId> {
  if (id === undefined) {
    return idOf(resource, await api.create(resource.route, body));
  }
  if (Object.keys(body).length > 0) await api.update(resource.route, id, body);
  return id;
}

async function storeRest(
  api: Api,
  path: string,
  entries: readonly Entry[],
): Promise<FormErrors> {
  const errors: FormErrors = {};
  for (const { field, value } of entries) {
    try {
      await field.editor?.store?.(api, path, value);
    } catch (error) {
      errors[field.name] = toSentence(error);
    }
  }
  return errors;
}
