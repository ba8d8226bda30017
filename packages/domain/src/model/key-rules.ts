import { Refusal } from '../refusal.ts';
import { holdsKey } from './field-types.ts';
import { LONGEST_INDEXED_TEXT } from './field-rules.ts';
import type { Entity, Field } from './service-model.ts';

/** Refuses composite keys and indexes over fields that are not there, or that no index can hold. */
export function assertCompositeKeys(entity: Entity): void {
  const fields = new Map(entity.fields.map((field) => [field.id as string, field]));
  for (const list of ['uniqueKeys', 'indexes'] as const) {
    const seen = new Set<string>();
    entity[list].forEach(({ fieldIds }, index) => {
      const path = `${list}.${index}`;
      for (const id of fieldIds) {
        const field = fields.get(id);
        if (field === undefined) throw refuse(path, `A key of ${entity.name} names a field that is not there.`);
        const fault = toKeyFault(field);
        if (fault !== undefined) throw refuse(path, fault);
      }
      const name = fieldIds.join();
      if (new Set(fieldIds).size !== fieldIds.length)
        throw refuse(path, `A key of ${entity.name} names a field twice.`);
      if (seen.has(name)) throw refuse(path, `Two keys of ${entity.name} have the same fields.`);
      seen.add(name);
    });
  }
}

/** Why a field cannot be part of a key or index; nothing where it can. */
export function toKeyFault(field: Pick<Field, 'name' | 'type'>): string | undefined {
  const { type, name } = field;
  switch (type.kind) {
    case 'relation':
      return holdsKey(type) ? undefined : `"${name}" has no column here: the key is on the other side.`;
    case 'single-line-text':
    case 'multi-line-text':
      return (type.maxLength ?? Infinity) > LONGEST_INDEXED_TEXT
        ? `"${name}" needs a longest length of at most ${LONGEST_INDEXED_TEXT} to be part of a key.`
        : undefined;
    case 'json':
    case 'multi-select-option-set':
    case 'geographic-location':
    case 'file':
    case 'password':
    case 'roles':
      return `A ${type.kind} field such as "${name}" cannot be part of a key.`;
    default:
      return undefined;
  }
}

/** Whether the column of a field has an index to itself; that of the id comes with the table. */
export function hasIndex(field: Pick<Field, 'name' | 'type' | 'unique' | 'searchable'>): boolean {
  if (field.type.kind === 'id') return false;
  if (field.type.kind === 'relation') return holdsKey(field.type);
  return field.unique || (field.searchable && toKeyFault(field) === undefined);
}

function refuse(path: string, sentence: string): Refusal {
  return new Refusal('invalid_model', sentence, [{ path, message: sentence }]);
}
