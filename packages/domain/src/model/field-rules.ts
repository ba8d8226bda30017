import { assertNever } from '../assert-never.ts';
import { Refusal } from '../refusal.ts';
import { assertFieldAttributes } from './attribute-rules.ts';
import { toDecimalDigits } from './decimal-digits.ts';
import { holdsKey, type FieldType, type Option, type RelationType } from './field-types.ts';
import type { Field } from './service-model.ts';

/** The longest text that may be unique or part of a composite key: longer values do not fit into an index. */
export const LONGEST_INDEXED_TEXT = 500;

type FieldRules = Pick<Field, 'name' | 'type' | 'unique' | 'required' | 'searchable'> &
  Partial<Pick<Field, 'attributes'>>;
type TypeOf<Kind extends FieldType['kind']> = Extract<FieldType, { kind: Kind }>;

/** Refuses options of a field that contradict each other, at the option's path. */
export function assertFieldType(field: FieldRules): void {
  assertFlags(field);
  assertOptions(field, field.type);
  assertFieldAttributes(field);
}

function assertFlags(field: FieldRules): void {
  const { kind } = field.type;
  const cannot = (option: 'unique' | 'required' | 'searchable', why: string): Refusal =>
    invalid(field.name, option, `A ${kind} field cannot be ${option}${why}.`);
  if (field.unique && NEVER_UNIQUE.has(kind)) throw cannot('unique', '');
  if (field.searchable && (kind === 'password' || kind === 'file')) throw cannot('searchable', '');
  if (field.required && kind === 'file') throw cannot('required', ': it is uploaded once the record is there');
  if (!field.required && ALWAYS_REQUIRED.has(kind))
    throw invalid(field.name, 'required', `A ${kind} field is required.`);
  if (!field.unique && kind === 'username') throw invalid(field.name, 'unique', 'A username field is unique.');
  if (field.unique && 'default' in field.type && field.type.default !== undefined) {
    throw invalid(field.name, 'type.default', 'A unique field cannot have a default: two records would share it.');
  }
}

const NEVER_UNIQUE: ReadonlySet<string> = new Set<FieldType['kind']>([
  'json',
  'boolean',
  'multi-select-option-set',
  'geographic-location',
  'file',
  'password',
  'roles',
]);
const ALWAYS_REQUIRED: ReadonlySet<string> = new Set<FieldType['kind']>(['username', 'password', 'roles']);

function assertOptions(field: FieldRules, type: FieldType): void {
  const { name } = field;
  switch (type.kind) {
    case 'single-line-text':
    case 'multi-line-text':
      assertText(field, type);
      return;
    case 'whole-number':
      assertWholeNumber(name, type);
      return;
    case 'decimal-number':
      assertDecimal(name, type);
      return;
    case 'float-number':
      assertBounds(name, type);
      return;
    case 'option-set':
      assertChoices(name, type.options);
      assertKnown(name, type.options, type.default === undefined ? [] : [type.default]);
      return;
    case 'multi-select-option-set':
      assertChoices(name, type.options);
      assertKnown(name, type.options, type.default ?? []);
      return;
    case 'relation':
      assertRelation(field, type);
      return;
    case 'id':
    case 'email':
    case 'date-time':
    case 'boolean':
    case 'json':
    case 'geographic-location':
    case 'file':
    case 'username':
    case 'password':
    case 'roles':
    case 'created-at':
    case 'updated-at':
      return;
    default:
      assertNever(type);
  }
}

function assertText(field: FieldRules, type: TypeOf<'single-line-text'> | TypeOf<'multi-line-text'>): void {
  const { name } = field;
  const { minLength, maxLength } = type;
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    throw invalid(name, 'type.minLength', `The shortest length ${minLength} is above the longest ${maxLength}.`);
  }
  if (field.unique && (maxLength ?? 0) > LONGEST_INDEXED_TEXT) {
    const most = `A unique text may have ${LONGEST_INDEXED_TEXT} characters at most.`;
    throw invalid(name, 'type.maxLength', most);
  }
  const pattern =
    type.kind === 'single-line-text' && type.pattern !== undefined ? toPattern(name, type.pattern) : /./su;
  if (type.default === undefined) return;
  const { length } = type.default;
  const isRefused =
    length < (minLength ?? 0) ||
    length > (maxLength ?? Infinity) ||
    (type.kind === 'single-line-text' && (/[\r\n]/u.test(type.default) || !pattern.test(type.default))) ||
    // What a database's text cannot hold.
    /\0/u.test(type.default) ||
    /\p{Surrogate}/u.test(type.default);
  if (isRefused) throw invalid(name, 'type.default', 'The default breaks the rules of the field.');
}

function toPattern(name: string, pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    throw invalid(name, 'type.pattern', 'This is no regular expression.');
  }
}

function assertWholeNumber(name: string, type: TypeOf<'whole-number'>): void {
  for (const option of ['minimum', 'maximum', 'default'] as const) {
    const value = type[option];
    if (value === undefined) continue;
    if (!Number.isSafeInteger(value)) {
      throw invalid(name, `type.${option}`, `${value} is beyond what JSON keeps exact (±9007199254740991).`);
    }
    if (type.size === '32-bit' && (value < -2_147_483_648 || value > 2_147_483_647)) {
      throw invalid(name, `type.${option}`, `${value} does not fit into 32 bits.`);
    }
  }
  const isBig = [type.minimum, type.maximum].some(
    (bound) => bound !== undefined && (bound < -2_147_483_648 || bound > 2_147_483_647),
  );
  if (type.size === undefined && !isBig && type.default !== undefined && Math.abs(type.default) > 2_147_483_647) {
    throw invalid(name, 'type.default', `${type.default} does not fit into 32 bits: choose a size of 64.`);
  }
  assertBounds(name, type);
}

function assertDecimal(name: string, type: TypeOf<'decimal-number'>): void {
  if (type.scale > type.precision) {
    const places = `The ${type.scale} decimal places do not fit into ${type.precision} digits.`;
    throw invalid(name, 'type.scale', places);
  }
  for (const option of ['minimum', 'maximum', 'default'] as const) {
    const value = type[option];
    if (value === undefined) continue;
    const { whole, places } = toDecimalDigits(value);
    if (places > type.scale || whole > type.precision - type.scale) {
      const digits = `${type.precision} digits, ${type.scale} of them after the point`;
      throw invalid(name, `type.${option}`, `${value} is not a number of ${digits}.`);
    }
  }
  assertBounds(name, type);
}

function assertBounds(
  name: string,
  type: {
    readonly minimum?: number | undefined;
    readonly maximum?: number | undefined;
    readonly default?: number | undefined;
  },
): void {
  const { minimum = -Infinity, maximum = Infinity } = type;
  if (minimum > maximum) {
    throw invalid(name, 'type.minimum', `The minimum ${minimum} is above the maximum ${maximum}.`);
  }
  if (type.default !== undefined && (type.default < minimum || type.default > maximum)) {
    throw invalid(name, 'type.default', `The default ${type.default} is outside of the bounds.`);
  }
}

/** What no value of a GraphQL enum can be called. */
const LITERALS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

function assertChoices(name: string, options: readonly Option[]): void {
  const values = options.map((option) => option.value.toLowerCase());
  if (new Set(values).size !== values.length) throw invalid(name, 'type.options', 'Two options have the same value.');
  const literal = options.find(({ value }) => LITERALS.has(value));
  if (literal !== undefined)
    throw invalid(name, 'type.options', `An option cannot be called "${literal.value}": that is a value in GraphQL.`);
  const ids = options.flatMap((option) => option.id ?? []);
  if (new Set(ids).size !== ids.length) throw invalid(name, 'type.options', 'Two options have the same id.');
}

function assertKnown(name: string, options: readonly Option[], chosen: readonly string[]): void {
  const known = new Set(options.map((option) => option.value));
  const unknown = chosen.find((value) => !known.has(value));
  if (unknown !== undefined) throw invalid(name, 'type.default', `"${unknown}" is none of the options.`);
  if (new Set(chosen).size !== chosen.length) throw invalid(name, 'type.default', 'An option is there twice.');
}

function assertRelation(field: Pick<Field, 'name' | 'unique' | 'required'>, type: RelationType): void {
  if (type.cardinality === 'many' && type.holdsKey === true) {
    throw invalid(field.name, 'type.holdsKey', 'Only the side that points at one record can hold the key.');
  }
  if (holdsKey(type)) {
    if (!field.required || type.onDelete !== 'set-null') return;
    throw new Refusal(
      'invalid_field',
      `"${field.name}" is required, so it cannot be cleared when its record is deleted: choose restrict or cascade.`,
      [{ path: 'onDelete', message: 'A required relation cannot be set to null.' }],
    );
  }
  const side = type.cardinality === 'many' ? 'list side' : 'side without the key';
  for (const option of ['required', 'unique'] as const) {
    if (field[option])
      throw invalid(field.name, option, `The ${side} of a relation cannot be ${option}: set it on the other side.`);
  }
}

function invalid(name: string, path: string, message: string): Refusal {
  return new Refusal('invalid_field', `"${name}": ${message}`, [{ path, message }]);
}
