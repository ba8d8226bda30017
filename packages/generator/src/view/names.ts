import { isReservedName, type Entity, type Field, type RelationType, type ServiceModel } from '@amplication/domain';

/** Parameters that every list has; a filter of the same name gets a `Filter` at its end. */
const LIST_PARAMETERS = new Set(['skip', 'take', 'orderBy']);

/** Types that a Prisma schema knows already. */
const PRISMA_TYPES = ['Int', 'Float', 'Decimal', 'DateTime', 'Bytes', 'Unsupported'];

/** Both ends of a relation; a relation that points nowhere is a broken model. */
export function findRelationTarget(
  model: ServiceModel,
  type: RelationType,
): { readonly target: Entity; readonly inverse: Field } {
  const target = model.entities.find((candidate) => candidate.id === type.entityId);
  const inverse = target?.fields.find((candidate) => candidate.id === type.inverseFieldId);
  if (target === undefined || inverse === undefined)
    throw new Error(`A relation points at ${type.entityId}, which is not in the model.`);
  return { target, inverse };
}

/**
 * Enum name of each option set by field id: `OrderStatus`. Where an entity, a type of Prisma or another option set has the same name, all of them
 * are spelled `Order_status`, which nothing else can be.
 */
export function optionSetNames(model: ServiceModel): ReadonlyMap<string, string> {
  const sets = model.entities.flatMap((entity) =>
    entity.fields
      .filter((field) => field.type.kind === 'option-set')
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
  return new Map(
    sets.map(({ id, plain, exact }) => [
      id,
      uses.get(plain.toLowerCase()) === 1 && !isReservedName(plain) ? plain : exact,
    ]),
  );
}

/** Foreign key name of each to-one relation by field id: `artistId`, or `artistKey` where a field has that name already. */
export function keyNames(entity: Entity): ReadonlyMap<string, string> {
  const taken = new Set(entity.fields.map((field) => field.name));
  const names = new Map<string, string>();
  for (const field of entity.fields) {
    if (field.type.kind !== 'relation' || field.type.cardinality !== 'one') continue;
    let name = `${field.name}Id`;
    for (let count = 1; taken.has(name); count += 1) name = `${field.name}Key${count === 1 ? '' : count}`;
    taken.add(name);
    names.set(field.id, name);
  }
  return names;
}

/** The query parameter that filters by a property. */
export function filterName(property: string): string {
  return LIST_PARAMETERS.has(property) ? `${property}Filter` : property;
}

/** `invoiceLine` -> `InvoiceLine`; unlike `toPascalCase` it changes the first letter only. */
export function capitalise(name: string): string {
  return name === '' ? '' : name.charAt(0).toUpperCase() + name.slice(1);
}
