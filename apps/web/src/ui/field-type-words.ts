import { assertNever, type FieldKind, type FieldType } from '@amplication/domain';

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
    case 'date-time':
      return 'Date Time';
    case 'boolean':
      return 'Boolean';
    case 'json':
      return 'Json';
    case 'option-set':
      return 'Option Set';
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

const ON_DELETE = {
  restrict: 'deleting it is refused while this exists',
  cascade: 'deleted with it',
  'set-null': 'cleared when it is deleted',
} as const;

/** The options of a data type in words; empty where there is none. `nameOf` gives the name of an entity by its id. */
export function toTypeOptions(type: FieldType, nameOf: (entityId: string) => string | undefined): string {
  switch (type.kind) {
    case 'id':
      return type.strategy === 'auto-increment' ? 'counted up' : type.strategy;
    case 'single-line-text':
    case 'multi-line-text':
      return type.maxLength === undefined ? '' : `at most ${type.maxLength} characters`;
    case 'whole-number':
      return toRange(type.minimum, type.maximum);
    case 'decimal-number':
      return [`${type.precision} digits, ${type.scale} of them after the point`, toRange(type.minimum, type.maximum)]
        .filter((part) => part !== '')
        .join(', ');
    case 'option-set':
      return type.options.map((option) => option.label).join(', ');
    case 'relation': {
      const other = nameOf(type.entityId) ?? 'an entity that is gone';
      return type.cardinality === 'many' ? `many of ${other}` : `one ${other}, ${ON_DELETE[type.onDelete]}`;
    }
    case 'email':
    case 'date-time':
    case 'boolean':
    case 'json':
    case 'created-at':
    case 'updated-at':
      return '';
    default:
      return assertNever(type);
  }
}

function toRange(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return maximum === undefined ? '' : `at most ${maximum}`;
}
