import { Refusal } from '../refusal.ts';
import { assertEntityName } from './names.ts';
import { holdsKey, type FieldKind } from './field-types.ts';
import type { Entity, Field, ServiceModel } from './service-model.ts';

/** Refuses an entity whose name, singular or plural, another entity of the service has in any case. */
export function assertEntityNameFree(model: ServiceModel, entity: Entity): void {
  assertEntityName(entity.name);
  const mine = [entity.name, entity.pluralName];
  const twin = model.entities.find(
    (candidate) =>
      candidate.id !== entity.id &&
      [candidate.name, candidate.pluralName].some((name) => mine.some((own) => sameName(own, name))),
  );
  if (twin !== undefined) throw entityNameTaken(entity, twin);
}

/** The same for all entities of a model at once. */
export function assertEntityNamesFree(model: ServiceModel): void {
  const owners = new Map<string, Entity>();
  for (const entity of model.entities) {
    for (const name of new Set([entity.name.toLowerCase(), entity.pluralName.toLowerCase()])) {
      const twin = owners.get(name);
      if (twin !== undefined) throw entityNameTaken(entity, twin);
      owners.set(name, entity);
    }
  }
}

function entityNameTaken(entity: Entity, twin: Entity): Refusal {
  return new Refusal(
    'name_taken',
    `The service already has an entity named "${twin.name}" (plural "${twin.pluralName}").`,
    [{ path: 'name', message: `"${entity.name}" is taken.` }],
  );
}

/** Refuses a field of the entity whose name another field or foreign key of it has in any case; `path` is where the name was typed. */
export function assertFieldNameFree(entity: Entity, field: Field, path = 'name'): void {
  for (const other of entity.fields) {
    if (other.id === field.id) continue;
    const taken = { path, message: `"${field.name}" is taken.` };
    if (sameName(other.name, field.name)) {
      throw new Refusal('name_taken', `${entity.name} already has a field named "${other.name}".`, [taken]);
    }
    const [theirKey, ownKey] = [toKeyName(other), toKeyName(field)];
    if (theirKey !== undefined && sameName(theirKey, field.name)) {
      const sentence = `"${field.name}" is the foreign key of the relation "${other.name}" of ${entity.name}: choose another name.`;
      throw new Refusal('name_taken', sentence, [taken]);
    }
    if (ownKey !== undefined && sameName(ownKey, other.name)) {
      const sentence = `The foreign key of the relation "${field.name}" would be "${ownKey}", which is a field of ${entity.name} already: choose another name.`;
      throw new Refusal('name_taken', sentence, [taken]);
    }
  }
}

const ONCE_AT_MOST = [
  'id',
  'created-at',
  'updated-at',
  'username',
  'password',
  'roles',
] as const satisfies readonly FieldKind[];

/** Refuses an entity without an id, or with two fields of a kind that an entity has once at most. */
export function assertFieldKinds(entity: Entity): void {
  for (const kind of ONCE_AT_MOST) {
    const [first, second] = entity.fields.filter((field) => field.type.kind === kind);
    if (first !== undefined && second !== undefined) {
      throw new Refusal(
        'invalid_field',
        `${entity.name} already has a field of the kind ${kind}, "${first.name}": one is all it can have.`,
        [{ path: 'type', message: `There is a field of the kind ${kind} already.` }],
      );
    }
    if (kind === 'id' && first === undefined) {
      throw new Refusal('invalid_field', `${entity.name} has no id: every entity needs exactly one.`);
    }
  }
}

/** The property beside a to-one relation: `artistId` of `artist`. */
function toKeyName(field: Field): string | undefined {
  return field.type.kind === 'relation' && holdsKey(field.type) ? `${field.name}Id` : undefined;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
