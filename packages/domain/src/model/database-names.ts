import { Refusal } from '../refusal.ts';
import { parseAttributes } from './attribute-rules.ts';
import { holdsKey } from './field-types.ts';
import { hasIndex } from './key-rules.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';

/** Something that has a name in the database. */
interface Named {
  readonly name: string;
  readonly kind: 'table' | 'id' | 'index' | 'foreign key';
  readonly of: string;
  /** The table within which the name is one; absent: the whole database. */
  readonly within?: string;
}

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

/** Refuses two things that would have one name in the database: tables, their indexes and constraints, and what the generated server has itself. */
export function assertDatabaseNamesFree(model: ServiceModel): void {
  assertTableNamesFree(model);
  // Names of entities and fields hold no "_": put together, only chosen ones can be alike.
  const isChosen = ({ attributes, fields }: Entity): boolean =>
    attributes !== undefined || fields.some((field) => field.attributes !== undefined);
  if (!model.entities.some(isChosen)) return;
  const owners = new Map<string, Named>();
  for (const named of model.entities.flatMap((entity) => listNames(model, entity))) {
    const { name, within = '' } = named;
    const key = `${within} ${model.database === 'mysql' ? name.toLowerCase() : name}`;
    const twin = owners.get(key);
    owners.set(key, named);
    if (twin !== undefined) throw nameTaken(toSentence(twin, named));
  }
}

function toSentence(one: Named, other: Named): string {
  const plural = one.kind === 'index' ? 'indexes' : `${one.kind}s`;
  const both =
    one.kind === other.kind
      ? `The ${plural} of ${one.of} and ${other.of}`
      : `The ${one.kind} of ${one.of} and the ${other.kind} of ${other.of}`;
  return `${both} would both be called "${other.name}" in the database: choose another name there, with @map or @@map, for one of them or its entity.`;
}

/** Refuses two entities that are one table in the database, in any case, or a table that the generated server has itself. */
function assertTableNamesFree(model: ServiceModel): void {
  const owners = new Map<string, Entity>();
  for (const entity of model.entities) {
    const table = toTableName(entity);
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

/** What an entity has in the database: in PostgreSQL an index is named like a table, in MySQL foreign keys share their names. */
function listNames(model: ServiceModel, entity: Entity): readonly Named[] {
  const table = toTableName(entity);
  if (model.database === 'mysql') {
    const indexes = listIndexes(model, entity).map((index) => ({ ...index, within: table }));
    return [...indexes, ...listForeignKeys(entity)];
  }
  return [
    { name: table, kind: 'table', of: entity.name },
    { name: `${table}_pkey`, kind: 'id', of: entity.name },
    ...listIndexes(model, entity),
  ];
}

function listIndexes(model: ServiceModel, entity: Entity): readonly Named[] {
  const columns = new Map(entity.fields.map((field) => [field.id as string, { field, column: toColumnName(field) }]));
  const toIndex = (fieldIds: readonly string[], unique: boolean): Named => {
    const parts = fieldIds.flatMap((id) => columns.get(id) ?? []);
    const names = parts.map(({ field }) => field.name);
    return {
      name: [toTableName(entity), ...parts.map(({ column }) => column), unique ? 'key' : 'idx'].join('_'),
      kind: 'index',
      of: parts.length === 1 ? `"${entity.name}.${names.join()}"` : `(${names.join(', ')}) of ${entity.name}`,
    };
  };
  return [
    ...entity.fields.filter(hasIndex).map((field) => toIndex([field.id], field.unique || isOneToOne(model, field))),
    ...entity.uniqueKeys.map(({ fieldIds }) => toIndex(fieldIds, true)),
    ...entity.indexes.map(({ fieldIds }) => toIndex(fieldIds, false)),
  ];
}

function listForeignKeys(entity: Entity): readonly Named[] {
  return entity.fields
    .filter(({ type }) => type.kind === 'relation' && holdsKey(type))
    .map((field) => ({
      name: `${toTableName(entity)}_${toColumnName(field)}_fkey`,
      kind: 'foreign key',
      of: `"${entity.name}.${field.name}"`,
    }));
}

function isOneToOne({ entities }: ServiceModel, { type }: Field): boolean {
  if (type.kind !== 'relation') return false;
  const target = entities.find(({ id }) => id === type.entityId);
  const inverse = target?.fields.find(({ id }) => id === type.inverseFieldId)?.type;
  return inverse?.kind === 'relation' && inverse.cardinality === 'one';
}

/** Name of an entity's table. */
export function toTableName({ name, attributes }: Pick<Entity, 'name' | 'attributes'>): string {
  return parseAttributes(attributes).map ?? name;
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
