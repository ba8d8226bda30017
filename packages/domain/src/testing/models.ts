import {
  addEntity,
  addField,
  addRelation,
  initialFields,
  newServiceModel,
  type Entity,
  type EntityId,
  type Field,
  type FieldId,
  type FieldInput,
  type RelationInput,
  type ServiceId,
  type ServiceModel,
} from '../index.ts';

/** Ids that count up: the same calls give the same ids. */
export function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
}

/** A service without entities. */
export function emptyModel(): ServiceModel {
  return newServiceModel({ id: 'service-1' as ServiceId, name: 'Store', slug: 'store', description: '' });
}

/** Adds an entity of this name; its id is the name in small letters. */
export function withEntity(model: ServiceModel, name: string, newId: () => string = countingIds()): ServiceModel {
  const id = freeId(model, name.toLowerCase()) as EntityId;
  const fields = initialFields(() => `${id}-${newId()}`);
  return addEntity(model, { id, name, displayName: name, fields });
}

/** Adds a field; its id is `entity.name`. */
export function withField(
  model: ServiceModel,
  entity: string,
  name: string,
  options: Partial<FieldInput> = {},
): ServiceModel {
  return addField(model, entity as EntityId, {
    ...fieldInput(name, options),
    id: freeId(model, `${entity}.${name}`) as FieldId,
  });
}

/** An optional text field unless told otherwise. */
export function fieldInput(name: string, options: Partial<FieldInput> = {}): FieldInput {
  const plain = { required: false, unique: false, searchable: false, type: { kind: 'single-line-text' } } as const;
  return { name, displayName: name, ...plain, ...options };
}

/** Relates two entities by `owner.name` and `target.inverse`, which are the ids of the two fields, too. */
export function withRelation(
  model: ServiceModel,
  [owner, name]: readonly [string, string],
  [target, inverse]: readonly [string, string],
  options: Partial<RelationInput> = {},
): ServiceModel {
  return addRelation(model, owner as EntityId, {
    id: freeId(model, `${owner}.${name}`) as FieldId,
    inverseId: freeId(model, `${target}.${inverse}`, `${owner}.${name}`) as FieldId,
    name,
    displayName: name,
    required: false,
    entityId: target as EntityId,
    onDelete: 'set-null',
    inverse: { name: inverse, displayName: inverse },
    ...options,
  });
}

function freeId(model: ServiceModel, wanted: string, ...taken: readonly string[]): string {
  const ids = new Set<string>([
    ...taken,
    ...model.entities.flatMap(({ id, fields }) => [id, ...fields.map((field) => field.id)]),
  ]);
  return ids.has(wanted) ? `${wanted}~` : wanted;
}

/** Artists with albums, related: `album.artist` holds the key, `artist.albums` the list. */
export function artistsAndAlbums(): ServiceModel {
  const entities = withEntity(withEntity(emptyModel(), 'Artist'), 'Album');
  return withRelation(withField(entities, 'artist', 'name'), ['album', 'artist'], ['artist', 'albums']);
}

/** The entity of this name, which is there. */
export function entityNamed(model: ServiceModel, name: string): Entity {
  const entity = model.entities.find((candidate) => candidate.name === name);
  if (entity === undefined) throw new Error(`No entity ${name}.`);
  return entity;
}

/** The field of this name, which is there. */
export function fieldNamed(model: ServiceModel, entityName: string, name: string): Field {
  const field = entityNamed(model, entityName).fields.find((candidate) => candidate.name === name);
  if (field === undefined) throw new Error(`No field ${entityName}.${name}.`);
  return field;
}
