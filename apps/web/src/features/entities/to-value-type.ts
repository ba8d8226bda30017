import { assertNever, type FieldType, type Option, type RelationType } from '@amplication/domain';
import { MEBIBYTE, type FieldValues, type NumberText, type OptionRow } from './field-values.ts';

/** The type that the form says, without the options of other types; relations have their own route. */
export function toValueType({ type, defaults }: FieldValues): Exclude<FieldType, RelationType> {
  switch (type.kind) {
    case 'id':
      return { kind: type.kind, strategy: type.strategy };
    case 'single-line-text':
      return {
        kind: type.kind,
        ...toNumbers({ minLength: type.minLength, maxLength: type.maxLength }),
        ...toTexts({ pattern: type.pattern, default: defaults.text }),
      };
    case 'multi-line-text':
      return {
        kind: type.kind,
        ...toNumbers({ minLength: type.minLength, maxLength: type.maxLength }),
        ...toTexts({ default: defaults.text }),
      };
    case 'whole-number':
      return {
        kind: type.kind,
        ...(type.size === 'fitting' ? {} : { size: type.size }),
        ...toNumbers({ minimum: type.minimum, maximum: type.maximum, default: defaults.number }),
      };
    case 'decimal-number':
      return {
        kind: type.kind,
        precision: Number(type.precision),
        scale: Number(type.scale),
        ...toNumbers({ minimum: type.minimum, maximum: type.maximum, default: defaults.number }),
      };
    case 'float-number':
      return {
        kind: type.kind,
        ...toNumbers({ minimum: type.minimum, maximum: type.maximum, default: defaults.number }),
      };
    case 'date-time':
      return {
        kind: type.kind,
        ...(type.format === 'moment' ? {} : { format: type.format }),
        ...(defaults.moment === 'none' ? {} : { default: defaults.moment }),
      };
    case 'boolean':
      return {
        kind: type.kind,
        ...(defaults.boolean === 'none' ? {} : { default: defaults.boolean === 'true' }),
      };
    case 'option-set': {
      const [chosen] = toValues(type.options, defaults.option === null ? [] : [defaults.option]);
      return {
        kind: type.kind,
        options: type.options.map(toOption),
        ...(chosen === undefined ? {} : { default: chosen }),
      };
    }
    case 'multi-select-option-set': {
      const chosen = toValues(type.options, defaults.options);
      return {
        kind: type.kind,
        options: type.options.map(toOption),
        ...(chosen.length === 0 ? {} : { default: chosen }),
      };
    }
    case 'file':
      return {
        kind: type.kind,
        ...(type.maxBytes === '' ? {} : { maxBytes: Math.round(Number(type.maxBytes) * MEBIBYTE) }),
        ...(type.mediaTypes.length === 0 ? {} : { mediaTypes: type.mediaTypes.map((each) => each.trim()) }),
      };
    case 'password':
      return { kind: type.kind, ...toNumbers({ minLength: type.minLength }) };
    case 'email':
    case 'json':
    case 'geographic-location':
    case 'username':
    case 'roles':
    case 'created-at':
    case 'updated-at':
      return { kind: type.kind };
    case 'relation':
      throw new Error('A relation is no value.');
    default:
      return assertNever(type.kind);
  }
}

function toOption({ id, value, label }: OptionRow): Option {
  return {
    ...(id === undefined ? {} : { id }),
    value: value.trim(),
    label: label.trim() === '' ? value.trim() : label.trim(),
  };
}

function toValues(options: readonly OptionRow[], keys: readonly string[]): string[] {
  return options.filter(({ key }) => keys.includes(key)).map(({ value }) => value.trim());
}

/** An empty number field means no limit. */
function toNumbers<Key extends string>(values: Readonly<Record<Key, NumberText>>): Partial<Record<Key, number>> {
  const entries = Object.entries<NumberText>(values).filter(([, value]) => value !== '');
  return Object.fromEntries(entries.map(([key, value]) => [key, Number(value)])) as Partial<Record<Key, number>>;
}

/** An empty text means none. */
function toTexts<Key extends string>(values: Readonly<Record<Key, string>>): Partial<Record<Key, string>> {
  return Object.fromEntries(Object.entries<string>(values).filter(([, value]) => value !== '')) as Partial<
    Record<Key, string>
  >;
}
