import { assertNever } from '../assert-never.ts';
import { Refusal } from '../refusal.ts';
import type { Field, RelationType } from './service-model.ts';

/** Refuses options of a field that contradict each other, at the option's path. */
export function assertFieldType(field: Pick<Field, 'name' | 'type' | 'unique' | 'required'>): void {
  const { type } = field;
  switch (type.kind) {
    case 'whole-number':
      assertOrder(field.name, type.minimum, type.maximum);
      return;
    case 'decimal-number':
      assertOrder(field.name, type.minimum, type.maximum);
      if (type.scale > type.precision) {
        throw invalid(
          field.name,
          'type.scale',
          `The ${type.scale} decimal places do not fit into ${type.precision} digits.`,
        );
      }
      return;
    case 'option-set': {
      const values = type.options.map((option) => option.value.toLowerCase());
      if (new Set(values).size !== values.length)
        throw invalid(field.name, 'type.options', 'Two options have the same value.');
      return;
    }
    case 'json':
    case 'boolean':
      if (field.unique) throw invalid(field.name, 'unique', `A ${type.kind} field cannot be unique.`);
      return;
    case 'id':
    case 'single-line-text':
    case 'multi-line-text':
    case 'email':
    case 'date-time':
    case 'created-at':
    case 'updated-at':
      return;
    case 'relation':
      assertRelation(field, type);
      return;
    default:
      assertNever(type);
  }
}

function assertRelation(field: Pick<Field, 'name' | 'unique' | 'required'>, type: RelationType): void {
  if (type.cardinality === 'one') {
    if (!field.required || type.onDelete !== 'set-null') return;
    throw new Refusal(
      'invalid_field',
      `"${field.name}" is required, so it cannot be cleared when its record is deleted: choose restrict or cascade.`,
      [{ path: 'onDelete', message: 'A required relation cannot be set to null.' }],
    );
  }
  for (const option of ['required', 'unique'] as const) {
    if (field[option])
      throw invalid(field.name, option, `The list side of a relation cannot be ${option}: set it on the other side.`);
  }
}

function assertOrder(name: string, minimum: number | undefined, maximum: number | undefined): void {
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    throw invalid(name, 'type.minimum', `The minimum ${minimum} is above the maximum ${maximum}.`);
  }
}

function invalid(name: string, path: string, message: string): Refusal {
  return new Refusal('invalid_field', `"${name}": ${message}`, [{ path, message }]);
}
