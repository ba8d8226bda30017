import type { ReactNode } from "react";
import { allows, mayUseField, type FieldAccess } from "../data/access.js";
import type { Admin } from "../data/admin.js";
import type { Api } from "../data/api.js";
import type { DataRecord, Where } from "../data/list-query.js";

/** What every field says of itself, whatever its type. */
export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  /** Lists can be filtered by it. */
  readonly searchable?: boolean;
  readonly access?: FieldAccess;
}

/** A field of an entity: how it is read, shown, filled in and filtered by. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly access?: FieldAccess;
  /** Its name in what the API answers and accepts. */
  readonly property: string;
  readonly sortable: boolean;
  /** Lists offer it as a column. */
  readonly listed: boolean;
  readonly align?: "right";
  /** The name of the entity that it points at. */
  readonly target?: string;
  /** Shows a value; where there is none it is not asked. */
  Display(props: DisplayProps): ReactNode;
  /** Without one the field is read only. */
  readonly editor?: FieldEditor;
  /** Without one lists cannot be filtered by it. */
  readonly filter?: FieldFilter;
  /** What a new record starts with when an address says so: `?customer=7`. */
  readonly fromAddress?: (text: string) => unknown;
  /** Texts that a search box looks into have this condition. */
  readonly search?: (text: string) => Where;
}

export interface DisplayProps {
  readonly value: unknown;
  readonly record: DataRecord;
  /** Where the record lies: `products/7`. */
  readonly path: string;
  /** There is room for one line only, as in a table. */
  readonly isCompact: boolean;
}

export type FormMode = "create" | "edit";

/** How a value is changed. `Value` is what the input holds, which need not be valid. */
export interface FieldEditor<Value = unknown> {
  /** What a new record starts with. */
  readonly initial: Value;
  Input(props: InputProps<Value>): ReactNode;
  fromRecord(value: unknown): Value;
  /** What the API gets: `null` for nothing, `undefined` when it is no part of the body. */
  toBody(value: Value): unknown;
  /** What is wrong with a value that is there, as a sentence. */
  validate?(value: Value): string | undefined;
  /** What an input left empty stands for, where that is fine for a required field too. */
  emptyMeans?(mode: FormMode): string | undefined;
  /** Reads what the record itself does not hold. */
  load?(api: Api, path: string): Promise<unknown>;
  /** Stores what the body does not hold, once the record is there. */
  store?(api: Api, path: string, value: Value): Promise<void>;
}

export interface InputProps<Value> {
  readonly label: string;
  readonly description?: string;
  readonly withAsterisk: boolean;
  readonly value: Value;
  readonly error: ReactNode;
  onChange(value: Value): void;
}

export interface Operator {
  readonly name: string;
  readonly label: string;
  /** It asks for no value: "is empty". */
  readonly alone?: boolean;
}

/** How lists are filtered by a field. Values are texts, as they stand in the address. */
export interface FieldFilter {
  readonly operators: readonly Operator[];
  Input(props: FilterInputProps): ReactNode;
  /** `undefined` while the values are no condition yet. */
  toWhere(operator: string, values: readonly string[]): Where | undefined;
}

export interface FilterInputProps {
  readonly label: string;
  readonly values: readonly string[];
  /** There is something that is no condition. */
  readonly isInvalid: boolean;
  onChange(values: readonly string[]): void;
}

/** The parts of a field that follow from its options. */
export function baseOf(options: FieldOptions) {
  const { name, label, required = false, access } = options;
  return { name, label, required, access, property: name };
}

/** Whether somebody can change what `load` reads: he sees it, and what to choose from. */
export function canLoad(
  field: Field,
  { viewer, resources }: Pick<Admin, "viewer" | "resources">,
): boolean {
  if (field.editor?.load === undefined) return false;
  const target = field.target && resources[field.target];
  return (
    mayUseField(field, "view", viewer) &&
    mayUseField(field, "update", viewer) &&
    (!target || allows(target.access.search, viewer))
  );
}

/** What is wrong with the value of an input, as a sentence. */
export function validateField(
  field: Field,
  value: unknown,
  mode: FormMode,
): string | undefined {
  const { editor } = field;
  if (editor === undefined) return undefined;
  if (editor.toBody(value) !== null) return editor.validate?.(value);
  const isMissing = field.required && !editor.emptyMeans?.(mode);
  return isMissing ? "Fill this in." : undefined;
}
