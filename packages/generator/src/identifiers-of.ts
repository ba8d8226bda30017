import type { ServiceModel } from '@amplication/domain';
import { entityPaths } from './files/entity/paths.ts';
import { filterName } from './view/names.ts';
import { propertyOf, toServiceView, type EntityView, type FieldView } from './view/service-view.ts';

/** Role of an identifier (`class:service`, `key`, …) -> how it is spelled in the generated code. */
export type Identifiers = Readonly<Record<string, string>>;

/**
 * By id of an entity or field, the identifiers in the generated code that follow its name. Two models joined by id and role give the
 * tokens that a rename changes.
 */
export function identifiersOf(model: ServiceModel): ReadonlyMap<string, Identifiers> {
  const { entities } = toServiceView(model);
  return new Map<string, Identifiers>(
    entities.flatMap((entity) => [
      [entity.id, entityIdentifiers(entity)] as const,
      ...entity.fields.map((field) => [field.id, fieldIdentifiers(field)] as const),
    ]),
  );
}

function entityIdentifiers(entity: EntityView): Identifiers {
  const classes = Object.entries(entityPaths(entity))
    .filter(([, { name }]) => name !== '')
    .map(([role, { name }]) => [`class:${role}`, name] as const);
  return {
    model: entity.name,
    accessor: entity.accessor,
    folder: entity.folder,
    route: entity.route,
    prismaModel: `${entity.name}Model`,
    prismaWhere: `${entity.name}WhereInput`,
    ...Object.fromEntries(classes),
  };
}

function fieldIdentifiers(field: FieldView): Identifiers {
  const property =
    field.kind === 'to-many' ? {} : { property: propertyOf(field), filter: filterName(propertyOf(field)) };
  const optionSet = field.kind === 'scalar' && field.enumName !== '' ? { enum: field.enumName } : {};
  return { name: field.name, ...property, ...optionSet };
}

/** One record of all of them: `<id> <role>` -> spelling. */
export function flattenIdentifiers(identifiers: ReadonlyMap<string, Identifiers>): Identifiers {
  const entries = [...identifiers].flatMap(([id, roles]) =>
    Object.entries(roles).map(([role, name]) => [`${id} ${role}`, name] as const),
  );
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
