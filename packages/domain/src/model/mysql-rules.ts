import { Refusal } from '../refusal.ts';
import { parseAttributes } from './attribute-rules.ts';
import { LONGEST_INDEXED_TEXT } from './field-rules.ts';
import { holdsKey } from './field-types.ts';
import { hasIndex } from './key-rules.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';

/** Characters have four bytes at most. */
const BYTES = 4;
const LARGEST_KEY = 3_072;
const LONGEST_KEY_TEXT = LARGEST_KEY / BYTES;
const MOST_INDEXES = 64;
const LONGEST = { VarChar: 16_383, Char: 255 } as const;
/** Of a row, and of what is kept of it in one page: from a longer value, only the beginning. */
const LARGEST_ROW = 65_535;
const LARGEST_PAGE_ROW = 7_900;
const LONGEST_IN_PAGE = 255;
const BEGINNING = 40;

/** The most characters of the texts whose length nobody chooses. */
const OWN_LENGTHS: Readonly<Partial<Record<Field['type']['kind'], number>>> = {
  email: 254,
  username: 100,
  password: 255,
};
const CUID = 191;
const UUID = 36;
const NUMBER_BYTES = 8;
const DECIMAL_BYTES = 30;

/** Refuses what a table of MySQL cannot hold or index; elsewhere everything fits. */
export function assertFitsDatabase(model: ServiceModel): void {
  if (model.database !== 'mysql') return;
  for (const entity of model.entities) {
    for (const field of entity.fields) assertColumn(entity, field);
    assertKeys(model, entity);
    assertRow(model, entity);
  }
}

function assertColumn(entity: Entity, field: Field): void {
  const { native } = parseAttributes(field.attributes);
  if (native === undefined) return;
  const refuse = (sentence: string): Refusal =>
    new Refusal('invalid_field', `"${entity.name}.${field.name}": ${sentence}`, [
      { path: 'attributes', message: sentence },
    ]);
  if (native === 'Text') {
    throw refuse('MySQL gives a text the room that it needs without @db.Text. Use @db.VarChar(80) or @db.Char(2).');
  }
  const [, kind, digits] = /^(VarChar|Char)\((\d+)\)$/u.exec(native) ?? [];
  if (kind === undefined) return;
  const most = LONGEST[kind as keyof typeof LONGEST];
  if (Number(digits) > most) throw refuse(`@db.${kind} has ${most} characters at most in MySQL.`);
  const isIndexed = hasIndex(field) || isInKey(entity, field);
  if (isIndexed && Number(digits) > LONGEST_KEY_TEXT) {
    throw refuse(`An index of MySQL holds ${LONGEST_KEY_TEXT} characters: @db.${native} is too long for one.`);
  }
}

function isInKey({ uniqueKeys, indexes }: Entity, { id }: Field): boolean {
  return [...uniqueKeys, ...indexes].some(({ fieldIds }) => fieldIds.includes(id));
}

function assertKeys(model: ServiceModel, entity: Entity): void {
  const byId = new Map(entity.fields.map((field) => [field.id as string, field]));
  for (const list of ['uniqueKeys', 'indexes'] as const) {
    entity[list].forEach(({ fieldIds }, index) => {
      const bytes = fieldIds.reduce((sum, id) => sum + bytesOf(model, byId.get(id)), 0);
      if (bytes <= LARGEST_KEY) return;
      const sentence = `A key of ${entity.name} is too long: those of MySQL hold ${LONGEST_KEY_TEXT} characters in all their fields. Shorten the longest lengths.`;
      throw new Refusal('invalid_model', sentence, [{ path: `${list}.${index}`, message: sentence }]);
    });
  }
  const indexed = entity.fields.filter((field) => field.type.kind === 'id' || hasIndex(field));
  const count = indexed.length + entity.uniqueKeys.length + entity.indexes.length;
  if (count <= MOST_INDEXES) return;
  const sentence = `${entity.name} would need ${count} indexes, and a table of MySQL has ${MOST_INDEXES} at most: make fewer fields searchable or unique.`;
  throw new Refusal('invalid_model', sentence, [{ path: 'searchable', message: sentence }]);
}

function assertRow(model: ServiceModel, entity: Entity): void {
  const sizes = entity.fields.map((field) => bytesOf(model, field));
  const row = sizes.reduce((sum, bytes) => sum + bytes + 2, 0);
  const inPage = sizes.reduce((sum, bytes) => sum + (bytes > LONGEST_IN_PAGE ? BEGINNING : bytes), 0);
  if (row <= LARGEST_ROW && inPage <= LARGEST_PAGE_ROW) return;
  const sentence = `A row of ${entity.name} would be too long for MySQL: a longest length above ${LONGEST_INDEXED_TEXT}, or none, keeps a text beside the row.`;
  throw new Refusal('invalid_model', sentence, [{ path: 'type.maxLength', message: sentence }]);
}

/** The most bytes that a field takes in its row or in a key; what is kept beside the row takes those that point there. */
function bytesOf(model: ServiceModel, field: Field | undefined): number {
  if (field === undefined) return 0;
  const { type } = field;
  const length = textLengthOf(field);
  if (length !== undefined) return length * BYTES;
  switch (type.kind) {
    case 'id':
      return idBytes(type.strategy);
    case 'relation':
      return holdsKey(type) ? idBytes(strategyOf(model, type.entityId)) : 0;
    case 'decimal-number':
      return DECIMAL_BYTES;
    case 'geographic-location':
      return 2 * NUMBER_BYTES;
    case 'single-line-text':
    case 'multi-line-text':
    case 'json':
    case 'file':
    case 'multi-select-option-set':
    case 'roles':
      return BEGINNING;
    default:
      return NUMBER_BYTES;
  }
}

/** The characters of a column of limited texts. */
function textLengthOf({ type, unique, attributes }: Field): number | undefined {
  const [, native] = /\((\d+)\)$/u.exec(parseAttributes(attributes).native ?? '') ?? [];
  if (native !== undefined) return Number(native);
  if (type.kind !== 'single-line-text' && type.kind !== 'multi-line-text') return OWN_LENGTHS[type.kind];
  const { maxLength = unique ? LONGEST_INDEXED_TEXT : Infinity } = type;
  return maxLength <= LONGEST_INDEXED_TEXT ? maxLength : undefined;
}

function strategyOf(model: ServiceModel, entityId: string): string {
  const target = model.entities.find(({ id }) => id === entityId);
  const id = target?.fields.find(({ type }) => type.kind === 'id')?.type;
  return id?.kind === 'id' ? id.strategy : 'cuid';
}

function idBytes(strategy: string): number {
  const characters = { cuid: CUID, uuid: UUID }[strategy];
  return characters === undefined ? NUMBER_BYTES : characters * BYTES;
}
