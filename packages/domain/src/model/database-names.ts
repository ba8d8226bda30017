import { Refusal } from '../refusal.ts';
import { parseAttributes } from './attribute-rules.ts';
import { holdsKey } from './field-types.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';

/** Tables that the sign-in of the generated server has beside those of the entities. */
const RESERVED = new Set(['authsession']);

/** Refuses two fields of an entity that are one column in the database, in any case, since MySQL does not tell cases apart. */
export function assertColumnNamesFree(entity: Pick<Entity, 'name' | 'fields'>): void {
  const owners = new Map<string, Field>();
  for (const field of entity.fields) {
    const column = toColumnName(field);
    if (column === undefined) continue;
    const twin = owners.get(column.toLowerCase());
    owners.set(column.toLowerCase(), field);
    if (twin === undefined) continue;
    const sentence = `"${twin.name}" and "${field.name}" of ${entity.name} would both be the column "${column}": choose another name for one of them.`;
    throw nameTaken(sentence);
  }
}

/** Refuses two entities that are one table in the database, in any case, or a table that the generated server has itself. */
export function assertTableNamesFree(model: ServiceModel): void {
  const owners = new Map<string, Entity>();
  for (const entity of model.entities) {
    const table = parseAttributes(entity.attributes).map ?? entity.name;
    const twin = owners.get(table.toLowerCase());
    owners.set(table.toLowerCase(), entity);
    if (twin !== undefined) {
      const sentence = `${twin.name} and ${entity.name} would both be the table "${table}": choose another name for one of them.`;
      throw nameTaken(sentence);
    }
    // So do the tables of n-n relations, which are named after both ends.
    if (table.startsWith('_')) {
      throw nameTaken(
        `Names of Prisma's own tables begin with "_": choose another name than "${table}" for ${entity.name}.`,
      );
    }
    if (RESERVED.has(table.toLowerCase())) {
      throw nameTaken(`The generated server has a table "${table}" itself: choose another name for ${entity.name}.`);
    }
  }
}

/** Fields without a column of one name have none here: lists, and places, whose two columns the generator names. */
function toColumnName({ name, type, attributes }: Field): string | undefined {
  if (type.kind === 'geographic-location') return undefined;
  if (type.kind !== 'relation') return parseAttributes(attributes).map ?? name;
  return holdsKey(type) ? (parseAttributes(attributes).map ?? `${name}Id`) : undefined;
}

function nameTaken(sentence: string): Refusal {
  return new Refusal('name_taken', sentence, [{ path: 'attributes', message: sentence }]);
}
