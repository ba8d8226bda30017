import {
  assertNever,
  toCamelCase,
  toPluralName,
  type FieldKind,
  type FieldType,
  type Option,
  type RelationInput,
  type RelationType,
} from '@amplication/domain';
import type { FieldView } from './entity-view.ts';

type TypeOf<Kind extends FieldKind> = Extract<FieldType, { kind: Kind }>;
/** What a number input holds: a text while it is empty. */
export type NumberText = number | string;

/** An option as a row of the form; `key` stays while it is edited, `id` is what the stored option is known by. */
export interface OptionRow {
  readonly key: string;
  readonly id?: string;
  readonly value: string;
  readonly label: string;
}

/** A field as the form holds it: every option of every type, so that switching the type forgets nothing. Paths are those of the API. */
export interface FieldValues {
  readonly name: string;
  readonly displayName: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly searchable: boolean;
  readonly attributes: string;
  readonly type: {
    readonly kind: FieldKind;
    readonly strategy: TypeOf<'id'>['strategy'];
    readonly minLength: NumberText;
    readonly maxLength: NumberText;
    readonly pattern: string;
    readonly size: 'fitting' | '32-bit' | '64-bit';
    readonly minimum: NumberText;
    readonly maximum: NumberText;
    readonly precision: NumberText;
    readonly scale: NumberText;
    readonly format: 'moment' | 'local' | 'date';
    readonly options: readonly OptionRow[];
    /** In MiB, 1,048,576 bytes each. */
    readonly maxBytes: NumberText;
    readonly mediaTypes: string[];
  };
  /** What a new record has where nothing is given, by the kind of the value. */
  readonly defaults: {
    readonly text: string;
    readonly number: NumberText;
    readonly boolean: 'none' | 'true' | 'false';
    readonly moment: 'none' | 'now';
    /** Keys of options. */
    readonly option: string | null;
    readonly options: string[];
  };
  readonly relation: NonNullable<RelationInput['relation']>;
  readonly entityId: string | null;
  readonly inverse: { readonly name: string };
  readonly onDelete: RelationType['onDelete'];
}

const EMPTY: FieldValues = {
  name: '',
  displayName: '',
  required: false,
  unique: false,
  searchable: false,
  attributes: '',
  type: {
    kind: 'single-line-text',
    strategy: 'uuid',
    minLength: '',
    maxLength: '',
    pattern: '',
    size: 'fitting',
    minimum: '',
    maximum: '',
    precision: 10,
    scale: 2,
    format: 'moment',
    options: [{ key: 'first', value: '', label: '' }],
    maxBytes: '',
    mediaTypes: [],
  },
  defaults: { text: '', number: '', boolean: 'none', moment: 'none', option: null, options: [] },
  relation: 'many-to-one',
  entityId: null,
  inverse: { name: '' },
  onDelete: 'restrict',
};

export const MEBIBYTE = 1_048_576;

/** What the form starts with. */
export function toFieldValues(field: FieldView | undefined): FieldValues {
  if (field === undefined) return EMPTY;
  const { name, displayName, required, unique, searchable, attributes = '', type } = field;
  return {
    ...EMPTY,
    name,
    displayName,
    required,
    unique,
    searchable,
    attributes,
    type: { ...EMPTY.type, kind: type.kind, ...toOptionValues(type) },
    defaults: { ...EMPTY.defaults, ...toDefaultValues(type) },
    ...(type.kind === 'relation' ? { entityId: type.entityId, onDelete: type.onDelete } : {}),
  };
}

function toOptionValues(type: FieldType): Partial<FieldValues['type']> {
  switch (type.kind) {
    case 'id':
      return { strategy: type.strategy };
    case 'single-line-text':
      return { minLength: type.minLength ?? '', maxLength: type.maxLength ?? '', pattern: type.pattern ?? '' };
    case 'multi-line-text':
      return { minLength: type.minLength ?? '', maxLength: type.maxLength ?? '' };
    case 'whole-number':
      return { size: type.size ?? 'fitting', minimum: type.minimum ?? '', maximum: type.maximum ?? '' };
    case 'decimal-number':
      return {
        precision: type.precision,
        scale: type.scale,
        minimum: type.minimum ?? '',
        maximum: type.maximum ?? '',
      };
    case 'float-number':
      return { minimum: type.minimum ?? '', maximum: type.maximum ?? '' };
    case 'date-time':
      return { format: type.format ?? 'moment' };
    case 'option-set':
    case 'multi-select-option-set':
      return { options: type.options.map(toRow) };
    case 'file':
      return {
        maxBytes: type.maxBytes === undefined ? '' : type.maxBytes / MEBIBYTE,
        mediaTypes: [...(type.mediaTypes ?? [])],
      };
    case 'password':
      return { minLength: type.minLength ?? '' };
    case 'email':
    case 'boolean':
    case 'json':
    case 'geographic-location':
    case 'username':
    case 'roles':
    case 'created-at':
    case 'updated-at':
    case 'relation':
      return {};
    default:
      return assertNever(type);
  }
}

/** An option that was stored without an id is known by its value: told as its id, it can be renamed, too. */
function toRow({ id, value, label }: Option): OptionRow {
  return { key: id ?? value, id: id ?? value, value, label };
}

function toDefaultValues(type: FieldType): Partial<FieldValues['defaults']> {
  if (!('default' in type) || type.default === undefined) return {};
  switch (type.kind) {
    case 'single-line-text':
    case 'multi-line-text':
      return { text: type.default };
    case 'whole-number':
    case 'decimal-number':
    case 'float-number':
      return { number: type.default };
    case 'boolean':
      return { boolean: type.default ? 'true' : 'false' };
    case 'date-time':
      return { moment: type.default };
    case 'option-set':
      return { option: keysOf(type.options, [type.default])[0] ?? null };
    case 'multi-select-option-set':
      return { options: keysOf(type.options, type.default) };
    default:
      return assertNever(type);
  }
}

function keysOf(options: readonly Option[], values: readonly string[]): string[] {
  return options.filter(({ value }) => values.includes(value)).map(({ id, value }) => id ?? value);
}

/** What is missing before the server can be asked, by the path of the input. */
export function toFaults({ type, entityId }: FieldValues): Record<string, string> {
  switch (type.kind) {
    case 'relation':
      return entityId === null ? { entityId: 'Choose an entity.' } : {};
    case 'option-set':
    case 'multi-select-option-set':
      return Object.fromEntries(
        type.options.flatMap(({ value }, index) =>
          value.trim() === '' ? [[`type.options.${index}.value`, 'Give it a value.']] : [],
        ),
      );
    case 'decimal-number':
      return {
        ...(type.precision === '' ? { 'type.precision': 'Give a number.' } : {}),
        ...(type.scale === '' ? { 'type.scale': 'Give a number.' } : {}),
      };
    default:
      return {};
  }
}

/** The input that shows what is wrong with the default of a field; undefined where the type has none. */
export function toDefaultPath(kind: FieldKind): `defaults.${keyof FieldValues['defaults']}` | undefined {
  switch (kind) {
    case 'single-line-text':
    case 'multi-line-text':
      return 'defaults.text';
    case 'whole-number':
    case 'decimal-number':
    case 'float-number':
      return 'defaults.number';
    case 'boolean':
      return 'defaults.boolean';
    case 'date-time':
      return 'defaults.moment';
    case 'option-set':
      return 'defaults.option';
    case 'multi-select-option-set':
      return 'defaults.options';
    default:
      return undefined;
  }
}

/** The name of the other side, where nothing else is typed: `InvoiceLine` gives `invoiceLines`, or of a 1-1 relation `invoiceLine`. */
export function toInverseName(entityName: string, relation: FieldValues['relation']): string {
  return toCamelCase(relation === 'one-to-one' ? entityName : toPluralName(entityName));
}
