import { adminIdentifiers } from './admin/admin-names.ts';
import { accessName, entityPaths, recordNames } from './server/entity/paths.ts';
import { fileMethodNames } from './server/entity/file-methods.ts';
import { fixtureName } from './server/entity/fixture.ts';
import { relationMethodNames } from './server/entity/relation-methods.ts';
import type { EntityView, FieldView, ServiceView } from './view/service-view.ts';

/** Role of an identifier (`class:service`, `key`, …) -> how it is spelled in the generated code. */
export type Identifiers = Readonly<Record<string, string>>;

/**
 * By id of an entity or field, the identifiers in the generated code that follow its name. Two models joined by id and role give the
 * tokens that a rename changes.
 */
export function identifiersOf({ entities }: ServiceView): ReadonlyMap<string, Identifiers> {
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
  const functions = Object.entries(recordNames(entity)).map(([role, name]) => [`record:${role}`, name] as const);
  return {
    model: entity.name,
    accessor: entity.accessor,
    plural: entity.pluralAccessor,
    folder: entity.folder,
    route: entity.route,
    access: accessName(entity),
    fixture: fixtureName(entity),
    record: `${entity.name}Record`,
    prismaSelect: `${entity.name}Select`,
    prismaPayload: `${entity.name}GetPayload`,
    ...Object.fromEntries([...classes, ...functions]),
    ...adminIdentifiers(entity),
  };
}

function fieldIdentifiers(field: FieldView): Identifiers {
  switch (field.kind) {
    case 'scalar':
      return scalarIdentifiers(field);
    case 'to-one':
      return { name: field.name, property: field.keyName, ...methodsOf(relationMethodNames(field)) };
    case 'many-to-many':
      return { name: field.name, property: field.idsName, ...methodsOf(relationMethodNames(field)) };
    case 'to-many':
    case 'back-to-one':
      return { name: field.name, ...methodsOf(relationMethodNames(field)) };
  }
}

function scalarIdentifiers(field: FieldView & { readonly kind: 'scalar' }): Identifiers {
  const { name } = field;
  if (field.type.kind === 'geographic-location') {
    return { name, property: name, latitude: field.latitude, longitude: field.longitude };
  }
  if (field.type.kind === 'file') return { name, property: name, ...methodsOf(fileMethodNames(field)) };
  return field.enumName === ''
    ? { name, property: name }
    : { name, property: name, enum: field.enumName, filter: `${field.enumName}Filter` };
}

function methodsOf(names: Readonly<Record<string, string>>): Identifiers {
  return Object.fromEntries(Object.entries(names).map(([role, name]) => [`method:${role}`, name]));
}

/** One record of all of them: `<id> <role>` -> spelling. */
export function flattenIdentifiers(identifiers: ReadonlyMap<string, Identifiers>): Identifiers {
  const result: Record<string, string> = {};
  for (const id of [...identifiers.keys()].sort()) {
    const roles = identifiers.get(id) ?? {};
    for (const role of Object.keys(roles).sort()) result[`${id} ${role}`] = roles[role] ?? '';
  }
  return result;
}
