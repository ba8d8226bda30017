import { holdsKey, isReservedName, toTableName, type Entity, type ServiceModel } from '@amplication/domain';
import pluralize from 'pluralize';

/** Types that a Prisma schema knows already. */
const PRISMA_TYPES = ['Int', 'Float', 'Decimal', 'DateTime', 'Bytes', 'Unsupported'];

/**
 * Enum name of each option set by field id: `OrderStatus`. Where an entity, a type of Prisma or another option set has the same name, all of them
 * are spelled `Order_status`, which no other name in the code can be; so is one that would be a table in PostgreSQL, where a table is a type, too.
 */
export function optionSetNames(model: ServiceModel): ReadonlyMap<string, string> {
  const sets = model.entities.flatMap((entity) =>
    entity.fields
      .filter((field) => field.type.kind === 'option-set' || field.type.kind === 'multi-select-option-set')
      .map((field) => ({
        id: field.id,
        plain: `${entity.name}${capitalise(field.name)}`,
        exact: `${entity.name}_${field.name}`,
      })),
  );
  const uses = new Map<string, number>();
  const count = (name: string): Map<string, number> =>
    uses.set(name.toLowerCase(), (uses.get(name.toLowerCase()) ?? 0) + 1);
  for (const name of PRISMA_TYPES) count(name);
  for (const entity of model.entities) count(entity.name);
  for (const set of sets) count(set.plain);
  const tables = new Set(model.database === 'postgresql' ? model.entities.map(toTableName) : []);
  return new Map(
    sets.map(({ id, plain, exact }) => {
      const isFree = uses.get(plain.toLowerCase()) === 1 && !isReservedName(plain) && !tables.has(plain);
      let name = isFree ? plain : exact;
      while (tables.has(name)) name += '_';
      return [id, name];
    }),
  );
}

/** Names of the properties that a field has beside its own, by field id. */
export interface ExtraNames {
  /** Of a foreign key: `artistId`. */
  readonly key: ReadonlyMap<string, string>;
  /** Of the ids of an n-n relation: `productIds`. */
  readonly ids: ReadonlyMap<string, string>;
  /** Of the two columns of a geographic location. */
  readonly latitude: ReadonlyMap<string, string>;
  readonly longitude: ReadonlyMap<string, string>;
}

/** Decides them so that no two properties of an entity share a name: `artistKey` where a field is called `artistId`. */
export function extraNames(entity: Entity): ExtraNames {
  const taken = new Set(entity.fields.map((field) => field.name.toLowerCase()));
  const names = {
    key: new Map<string, string>(),
    ids: new Map<string, string>(),
    latitude: new Map<string, string>(),
    longitude: new Map<string, string>(),
  };
  const take = (wanted: string, other: string): string => {
    let name = wanted;
    for (let count = 1; taken.has(name.toLowerCase()); count += 1) name = `${other}${count === 1 ? '' : count}`;
    taken.add(name.toLowerCase());
    return name;
  };
  for (const { id, name, type } of entity.fields) {
    if (type.kind === 'geographic-location') {
      names.latitude.set(id, take(`${name}Latitude`, `${name}LatitudeOf`));
      names.longitude.set(id, take(`${name}Longitude`, `${name}LongitudeOf`));
    }
    if (type.kind !== 'relation') continue;
    if (holdsKey(type)) names.key.set(id, take(`${name}Id`, `${name}Key`));
    else if (type.cardinality === 'many') names.ids.set(id, take(`${pluralize.singular(name)}Ids`, `${name}Keys`));
  }
  return names;
}

/** `invoiceLine` -> `InvoiceLine`; unlike `toPascalCase` it changes the first letter only. */
export function capitalise(name: string): string {
  return name === '' ? '' : name.charAt(0).toUpperCase() + name.slice(1);
}
