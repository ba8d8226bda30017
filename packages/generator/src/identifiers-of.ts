import { adminIdentifiers } from './admin/admin-names.ts';
import { accessName, entityPaths, recordNames } from './server/entity/paths.ts';
import { fileMethodNames } from './server/entity/file-methods.ts';
import { fixtureName } from './server/entity/fixture.ts';
import { relationMethodNames } from './server/entity/relation-methods.ts';
import { ServiceCache } from './render-cache.ts';
import { compareText } from './view/compare-text.ts';
import type { EntityView, FieldView, ServiceView } from './view/service-view.ts';

/** Role of an identifier (`class:service`, `key`, …) -> how it is spelled in the generated code. */
type Identifiers = Readonly<Record<string, string>>;

/**
 * By `<id of an entity or field> <role>`, the identifiers in the generated code that follow a name. Two models joined by these give the
 * tokens that a rename changes.
 */
export function identifiersOf(service: ServiceView, parts = new ServiceCache(service)): Identifiers {
  const named = service.entities.flatMap((entity) => parts.ofEntity('identifiers', entity, () => namedIn(entity)));
  const result: Record<string, string> = {};
  for (const { identifiers } of named.sort((a, b) => compareText(a.id, b.id))) {
    for (const [key, spelling] of identifiers) result[key] = spelling;
  }
  return result;
}

/** Something that has a name, and what follows it, by key. */
interface Named {
  readonly id: string;
  readonly identifiers: readonly (readonly [string, string])[];
}

function namedIn(entity: EntityView): readonly Named[] {
  return [
    toNamed(entity.id, entityIdentifiers(entity)),
    ...entity.fields.map((field) => toNamed(field.id, fieldIdentifiers(field))),
  ];
}

function toNamed(id: string, roles: Identifiers): Named {
  const sorted = Object.entries(roles).sort(([a], [b]) => compareText(a, b));
  return { id, identifiers: sorted.map(([role, spelling]) => [`${id} ${role}`, spelling]) };
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
