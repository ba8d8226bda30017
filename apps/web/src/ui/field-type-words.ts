import { assertNever, holdsKey, type FieldKind, type FieldType } from '@amplication/domain';

/** What people call a data type. */
export function toKindLabel(kind: FieldKind): string {
  switch (kind) {
    case 'id':
      return 'Id';
    case 'single-line-text':
      return 'Single Line Text';
    case 'multi-line-text':
      return 'Multi Line Text';
    case 'email':
      return 'Email';
    case 'whole-number':
      return 'Whole Number';
    case 'decimal-number':
      return 'Decimal Number';
    case 'float-number':
      return 'Float Number';
    case 'date-time':
      return 'Date Time';
    case 'boolean':
      return 'Boolean';
    case 'json':
      return 'Json';
    case 'option-set':
      return 'Option Set';
    case 'multi-select-option-set':
      return 'Multi Select Option Set';
    case 'geographic-location':
      return 'Geographic Location';
    case 'file':
      return 'File';
    case 'username':
      return 'Username';
    case 'password':
      return 'Password';
    case 'roles':
      return 'Roles';
    case 'created-at':
      return 'Created At';
    case 'updated-at':
      return 'Updated At';
    case 'relation':
      return 'Relation to Entity';
    default:
      return assertNever(kind);
  }
}

const STRATEGIES = {
  uuid: 'UUID',
  cuid: 'CUID',
  'auto-increment': 'counted up',
  'auto-increment-64': 'counted up in 64 bits',
} as const;

const FORMATS = { local: 'local date and time', date: 'a day' } as const;

const ON_DELETE = {
  restrict: 'deleting it is refused while this exists',
  cascade: 'deleted with it',
  'set-null': 'cleared when it is deleted',
} as const;

/** The options of a data type in words; empty where there is none. `nameOf` gives the name of an entity by its id. */
export function toTypeOptions(type: FieldType, nameOf: (entityId: string) => string | undefined): string {
  return listTypeOptions(type, nameOf)
    .filter((part) => part !== '')
    .join(', ');
}

function listTypeOptions(type: FieldType, nameOf: (entityId: string) => string | undefined): readonly string[] {
  switch (type.kind) {
    case 'id':
      return [STRATEGIES[type.strategy]];
    case 'single-line-text':
      return [
        toRange(type.minLength, type.maxLength, ' characters'),
        type.pattern === undefined ? '' : `matches ${type.pattern}`,
        toDefault(type.default),
      ];
    case 'multi-line-text':
      return [toRange(type.minLength, type.maxLength, ' characters'), toDefault(type.default)];
    case 'whole-number':
      return [type.size ?? '', toRange(type.minimum, type.maximum), toDefault(type.default)];
    case 'decimal-number':
      return [
        `${type.precision} digits, ${type.scale} of them after the point`,
        toRange(type.minimum, type.maximum),
        toDefault(type.default),
      ];
    case 'float-number':
      return [toRange(type.minimum, type.maximum), toDefault(type.default)];
    case 'date-time':
      return [type.format === undefined ? '' : FORMATS[type.format], toDefault(type.default)];
    case 'boolean':
      return [toDefault(type.default === undefined ? undefined : type.default ? 'yes' : 'no')];
    case 'option-set':
      return [listLabels(type.options), toDefault(toLabels(type.options, [type.default]))];
    case 'multi-select-option-set':
      return [listLabels(type.options), toDefault(toLabels(type.options, type.default ?? []))];
    case 'file':
      return [
        type.maxBytes === undefined ? '' : `at most ${toSize(type.maxBytes)}`,
        (type.mediaTypes ?? []).join(' or '),
      ];
    case 'password':
      return [type.minLength === undefined ? '' : `at least ${type.minLength} characters`];
    case 'relation': {
      const other = nameOf(type.entityId) ?? 'an entity that is gone';
      if (type.cardinality === 'many') return [`many of ${other}`];
      return [`one ${other}`, holdsKey(type) ? ON_DELETE[type.onDelete] : 'which has the key'];
    }
    case 'email':
    case 'json':
    case 'geographic-location':
    case 'username':
    case 'roles':
    case 'created-at':
    case 'updated-at':
      return [];
    default:
      return assertNever(type);
  }
}

function toRange(minimum: number | undefined, maximum: number | undefined, unit = ''): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}${unit}`;
  if (minimum !== undefined) return `at least ${minimum}${unit}`;
  return maximum === undefined ? '' : `at most ${maximum}${unit}`;
}

function toDefault(value: string | number | undefined): string {
  return value === undefined || value === '' ? '' : `default ${value}`;
}

interface Labelled {
  readonly value: string;
  readonly label: string;
}

function listLabels(options: readonly Labelled[]): string {
  return options.map(({ label }) => label).join(', ');
}

function toLabels(options: readonly Labelled[], values: readonly (string | undefined)[]): string {
  return listLabels(options.filter(({ value }) => values.includes(value)));
}

const MEBIBYTE = 1_048_576;

function toSize(bytes: number): string {
  return bytes < MEBIBYTE ? `${bytes} bytes` : `${Math.round((bytes / MEBIBYTE) * 100) / 100} MiB`;
}
