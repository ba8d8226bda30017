import { Refusal } from '../refusal.ts';
import { holdsKey, type FieldKind, type FieldType } from './field-types.ts';
import type { Entity, Field } from './service-model.ts';

/** What the attributes of a field or an entity say: the name in the database, and the column's native type. */
export interface Attributes {
  readonly map: string | undefined;
  /** A native type of Prisma such as `VarChar(80)`. */
  readonly native: string | undefined;
}

const ATTRIBUTE = /\s*(?:@@?map\("([A-Za-z_][A-Za-z0-9_]{0,62})"\)|@db\.([A-Z][A-Za-z]*(?:\(\d{1,5}\))?))(?=\s|$)/uy;

/** Native types by data type; each holds every value that its data type allows. */
const NATIVE: Readonly<Partial<Record<FieldKind, RegExp>>> = {
  'single-line-text': /^(?:Text|VarChar\(\d+\)|Char\(\d+\))$/u,
  'multi-line-text': /^(?:Text|VarChar\(\d+\))$/u,
  email: /^(?:Text|VarChar\(\d+\))$/u,
  username: /^(?:Text|VarChar\(\d+\))$/u,
  'whole-number': /^SmallInt$/u,
};

const ALLOWED = 'Use @map("name_in_the_database") and, for text, @db.VarChar(80), @db.Char(2) or @db.Text.';

/** Reads attributes that have been checked; text that is none gives nothing. */
export function parseAttributes(text: string | undefined): Attributes {
  const attributes = scan(text ?? '');
  return attributes ?? { map: undefined, native: undefined };
}

/** Refuses attributes of a field that we do not know how to migrate. */
export function assertFieldAttributes(field: Pick<Field, 'name' | 'type'> & Partial<Pick<Field, 'attributes'>>): void {
  if (field.attributes === undefined) return;
  const attributes = scan(field.attributes);
  if (attributes === undefined || field.attributes.includes('@@')) throw unknown(field.name, ALLOWED);
  const { native, map } = attributes;
  const why = map === undefined ? undefined : toUnnamed(field.type);
  if (why !== undefined) throw unknown(field.name, why);
  if (native !== undefined && NATIVE[field.type.kind]?.test(native) !== true) {
    throw unknown(field.name, `@db.${native} does not fit a ${field.type.kind} field. ${ALLOWED}`);
  }
  const length = /\((\d+)\)/u.exec(native ?? '')?.[1];
  const most = 'maxLength' in field.type ? field.type.maxLength : undefined;
  if (length !== undefined && most !== undefined && Number(length) < most) {
    throw unknown(field.name, `@db.${native} is shorter than the longest length ${most}.`);
  }
  if (native === 'SmallInt' && field.type.kind === 'whole-number') {
    const { minimum = -Infinity, maximum = Infinity } = field.type;
    if (minimum < -32_768 || maximum > 32_767) {
      throw unknown(field.name, '@db.SmallInt needs bounds within -32768 and 32767.');
    }
  }
}

/** Why the name of a field in the database cannot be chosen: it is no column, or several. */
function toUnnamed(type: FieldType): string | undefined {
  if (type.kind === 'geographic-location') return 'A place has two columns: they cannot have one name.';
  if (type.kind === 'relation' && !holdsKey(type)) return 'There is no column here: the key is on the other side.';
  return undefined;
}

/** Refuses attributes of an entity other than `@@map`. */
export function assertEntityAttributes(entity: Pick<Entity, 'name' | 'attributes'>): void {
  if (entity.attributes === undefined) return;
  const attributes = scan(entity.attributes);
  const isMap = /^\s*(?:@@map\("[^"]*"\)\s*)?$/u.test(entity.attributes);
  if (attributes === undefined || !isMap) throw unknown(entity.name, 'Use @@map("name_in_the_database").');
}

function scan(text: string): Attributes | undefined {
  let map: string | undefined;
  let native: string | undefined;
  ATTRIBUTE.lastIndex = 0;
  let end = 0;
  for (let match = ATTRIBUTE.exec(text); match !== null; match = ATTRIBUTE.exec(text)) {
    if ((match[1] !== undefined && map !== undefined) || (match[2] !== undefined && native !== undefined))
      return undefined;
    map ??= match[1];
    native ??= match[2];
    end = ATTRIBUTE.lastIndex;
  }
  return text.slice(end).trim() === '' ? { map, native } : undefined;
}

function unknown(name: string, message: string): Refusal {
  return new Refusal('invalid_field', `"${name}": ${message}`, [{ path: 'attributes', message }]);
}
