import {
  assertNever,
  toCamelCase,
  toPluralName,
  type FieldKind,
  type FieldType,
  type RelationType,
} from '@amplication/domain';
import type { FieldView } from './entity-view.ts';

/** A field as the form holds it: every option of every type, so that switching the type forgets nothing. Paths are those of the API. */
export interface FieldValues {
  readonly name: string;
  readonly displayName: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly searchable: boolean;
  readonly type: {
    readonly kind: FieldKind;
    readonly strategy: Extract<FieldType, { kind: 'id' }>['strategy'];
    readonly maxLength: number | string;
    readonly minimum: number | string;
    readonly maximum: number | string;
    readonly precision: number | string;
    readonly scale: number | string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  };
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
  type: {
    kind: 'single-line-text',
    strategy: 'uuid',
    maxLength: '',
    minimum: '',
    maximum: '',
    precision: 10,
    scale: 2,
    options: [{ value: '', label: '' }],
  },
  entityId: null,
  inverse: { name: '' },
  onDelete: 'restrict',
};

/** What the form starts with. */
export function toFieldValues(field: FieldView | undefined): FieldValues {
  if (field === undefined) return EMPTY;
  const { name, displayName, required, unique, searchable, type } = field;
  return {
    ...EMPTY,
    name,
    displayName,
    required,
    unique,
    searchable,
    // What was read from JSON has no member that is undefined.
    type: {
      ...EMPTY.type,
      ...((type.kind === 'relation' ? { kind: type.kind } : type) as Partial<FieldValues['type']>),
    },
    ...(type.kind === 'relation' ? { entityId: type.entityId, onDelete: type.onDelete } : {}),
  };
}

/** The type that the form says, without the options of other types; relations have their own route. */
export function toValueType(values: FieldValues['type']): Exclude<FieldType, RelationType> {
  switch (values.kind) {
    case 'id':
      return { kind: values.kind, strategy: values.strategy };
    case 'single-line-text':
    case 'multi-line-text':
      return { kind: values.kind, ...toNumbers({ maxLength: values.maxLength }) };
    case 'whole-number':
      return { kind: values.kind, ...toNumbers({ minimum: values.minimum, maximum: values.maximum }) };
    case 'decimal-number': {
      const { minimum, maximum, precision, scale } = values;
      return {
        kind: values.kind,
        precision: Number(precision),
        scale: Number(scale),
        ...toNumbers({ minimum, maximum }),
      };
    }
    case 'option-set':
      return {
        kind: values.kind,
        options: values.options.map(({ value, label }) => ({
          value: value.trim(),
          label: label.trim() === '' ? value.trim() : label.trim(),
        })),
      };
    case 'email':
    case 'date-time':
    case 'boolean':
    case 'json':
    case 'created-at':
    case 'updated-at':
      return { kind: values.kind };
    case 'relation':
      throw new Error('A relation is no value.');
    default:
      return assertNever(values.kind);
  }
}

/** What is missing before the server can be asked, by the path of the input. */
export function toFaults({ type, entityId }: FieldValues): Record<string, string> {
  switch (type.kind) {
    case 'relation':
      return entityId === null ? { entityId: 'Choose an entity.' } : {};
    case 'option-set':
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

/** The name of the list on the other side, where nothing else is typed: `InvoiceLine` gives `invoiceLines`. */
export function toInverseName(entityName: string): string {
  return toCamelCase(toPluralName(entityName));
}

/** An empty number field means no limit. */
function toNumbers<Key extends string>(values: Readonly<Record<Key, number | string>>): Partial<Record<Key, number>> {
  const entries = Object.entries<number | string>(values).filter(([, value]) => value !== '');
  return Object.fromEntries(entries.map(([key, value]) => [key, Number(value)])) as Partial<Record<Key, number>>;
}
