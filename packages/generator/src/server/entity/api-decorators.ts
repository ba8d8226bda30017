import { callWithObject, type Doc } from '../../source/doc.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { ServiceView } from '../../view/service-view.ts';

/** Names of our own GraphQL types, which no entity can have, and roots of the schema. */
const OWN_TYPES = new Set(
  [
    'BooleanFilter CuidFilter DateTime DateTimeFilter DayFilter DecimalFilter FloatFilter JSON LocalDateTimeFilter Location LocationInput',
    'LongNumberFilter OptionalBooleanFilter OptionalCuidFilter OptionalDateTimeFilter OptionalDayFilter OptionalDecimalFilter',
    'OptionalFloatFilter OptionalLocalDateTimeFilter OptionalLongNumberFilter OptionalTextFilter OptionalUuidFilter',
    'OptionalWholeNumberFilter QueryMode RolesFilter SortOrder StoredFile TextFilter UuidFilter WholeNumberFilter ID',
  ]
    .join(' ')
    .split(' '),
);

/**
 * `@InputType()` (`@ObjectType()`) above a class; nothing where the service has no GraphQL API. `name` is the type's name in the schema; it
 * gets a `_` where an entity or one of our own types is called that already. `options` are further ones.
 */
export function graphqlType(
  service: ServiceView,
  file: SourceFile,
  kind: 'InputType' | 'ObjectType',
  name: string,
  className: string,
  options: readonly string[] = [],
): Doc {
  if (!service.apis.graphql) return '';
  const decorator = file.import(kind, '@nestjs/graphql');
  const typeName = graphqlTypeName(service, name, name !== className);
  const given = typeName === className ? [] : [`"${typeName}"`];
  return options.length === 0 ? `@${decorator}(${given.join('')})` : callWithObject(`@${decorator}`, given, options);
}

/** `isEntity` tells the object type of an entity, which only our own types come before. */
export function graphqlTypeName(service: ServiceView, name: string, isEntity: boolean): string {
  const isTaken = OWN_TYPES.has(name) || (!isEntity && service.entities.some((entity) => entity.name === name));
  return isTaken ? `${name}_` : name;
}
