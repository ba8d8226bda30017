import { SourceFile } from '../../source/source-file.ts';
import { enumTypeNameOf, idValue } from '../../types/api-value.ts';
import { getEntityView, type EntityView, type FieldView, type ServiceView } from '../../view/service-view.ts';
import { graphqlTypeName } from '../entity/api-decorators.ts';
import {
  answerProperties,
  createProperties,
  filtersOf,
  sortableProperties,
  updateProperties,
  type EntityProperty,
} from '../entity/columns.ts';
import { isOffered } from '../entity/handlers.ts';
import { entityPaths } from '../entity/paths.ts';
import { member, type Definition, type Member } from './definition.ts';
import { listMembership, membership, valuesOf } from './library-definitions.ts';

/** What an entity brings to the GraphQL schema. */
export interface EntityDefinitions {
  readonly types: readonly Definition[];
  readonly queries: readonly Member[];
  readonly mutations: readonly Member[];
}

/** The types, queries and mutations of an entity: what its resolver and DTOs declare. */
export function entityDefinitions(service: ServiceView, entity: EntityView): EntityDefinitions {
  const names = namesOf(service, entity);
  return {
    types: [
      { kind: 'type', name: names.item, members: [...answer(entity), ...relations(service, entity)] },
      { kind: 'type', name: names.page, members: pageMembers(names.item) },
      { kind: 'input', name: names.createInput, members: inputs(createProperties(new SourceFile(''), entity)) },
      { kind: 'input', name: names.updateInput, members: inputs(updateProperties(new SourceFile(''), entity)) },
      {
        kind: 'input',
        name: names.orderByInput,
        isOneOf: true,
        members: sortableProperties(entity).map((name) => member(name, 'SortOrder')),
      },
      { kind: 'input', name: names.whereInput, members: where(service, entity) },
      {
        kind: 'input',
        name: names.listFilter,
        members: ['some', 'every', 'none'].map((word) => member(word, names.whereInput)),
      },
      ...entity.fields.flatMap((field) => optionSet(service, field)),
    ],
    queries: [
      ...(isOffered(entity, 'search') ? [list(service, entity, entity.pluralAccessor)] : []),
      ...(isOffered(entity, 'view') ? [call(entity.accessor, [idArgument(entity)], `${names.item}!`)] : []),
    ],
    mutations: mutations(service, entity),
  };
}

function namesOf(service: ServiceView, entity: EntityView) {
  const { createInput, updateInput, page, whereInput, orderByInput, listFilter } = entityPaths(entity);
  const own = ({ name }: { readonly name: string }): string => graphqlTypeName(service, name, false);
  return {
    item: graphqlTypeName(service, entity.name, true),
    createInput: own(createInput),
    updateInput: own(updateInput),
    page: own(page),
    whereInput: own(whereInput),
    orderByInput: own(orderByInput),
    listFilter: own(listFilter),
  };
}

function answer(entity: EntityView): readonly Member[] {
  return inputs(answerProperties(new SourceFile(''), entity));
}

function inputs(properties: readonly EntityProperty[]): readonly Member[] {
  return properties.map(({ name, declared, absence }) => {
    const mayMiss = absence.nullable === true || absence.optional === true;
    return member(name, `${declared.api.graphql}${mayMiss ? '' : '!'}`);
  });
}

function relations(service: ServiceView, entity: EntityView): readonly Member[] {
  return entity.fields.flatMap((field): readonly Member[] => {
    if (field.kind === 'scalar') return [];
    const target = getEntityView(service, field.targetId);
    if (field.kind === 'to-one' || field.kind === 'back-to-one')
      return isOffered(target, 'view') ? [member(field.name, namesOf(service, target).item)] : [];
    return isOffered(target, 'search') ? [list(service, target, field.name)] : [];
  });
}

function pageMembers(item: string): readonly Member[] {
  return [
    member('items', `[${item}!]!`),
    member('nextCursor', 'String'),
    ...['skip', 'take', 'total'].map((name) => member(name, 'Int!')),
  ];
}

function where(service: ServiceView, entity: EntityView): readonly Member[] {
  const self = namesOf(service, entity).whereInput;
  return [
    ...['AND', 'OR', 'NOT'].map((word) => member(word, `[${self}!]`)),
    ...filtersOf(new SourceFile(''), entity).map(({ property, className, extends: own }) =>
      member(property, own === undefined ? className : graphqlTypeName(service, className, false)),
    ),
    ...entity.fields.flatMap((field): readonly Member[] => {
      if (field.kind === 'scalar') return [];
      const { listFilter, whereInput } = namesOf(service, getEntityView(service, field.targetId));
      const isList = field.kind === 'to-many' || field.kind === 'many-to-many';
      return [member(field.name, isList ? listFilter : whereInput)];
    }),
  ];
}

/** The enum of an option set, and the filter that is made from it. */
function optionSet(service: ServiceView, field: FieldView): readonly Definition[] {
  if (field.kind !== 'scalar' || !('options' in field.type)) return [];
  const name = enumTypeNameOf(field.enumName);
  const members = field.type.kind === 'option-set' ? membership(name) : listMembership(name);
  return [
    { kind: 'enum', name, members: valuesOf(field.type.options.map(({ value }) => value)) },
    { kind: 'input', name: graphqlTypeName(service, `${field.enumName}Filter`, false), members },
  ];
}

function mutations(service: ServiceView, entity: EntityView): readonly Member[] {
  const { item, createInput, updateInput } = namesOf(service, entity);
  const hasInput = createProperties(new SourceFile(''), entity).length > 0;
  const data = (type: string): readonly string[] => (hasInput ? [`data: ${type}!`] : []);
  return [
    ...(isOffered(entity, 'create') ? [call(`create${entity.name}`, data(createInput), `${item}!`)] : []),
    ...(isOffered(entity, 'update') && hasInput
      ? [call(`update${entity.name}`, [...data(updateInput), idArgument(entity)], `${item}!`)]
      : []),
    ...(isOffered(entity, 'delete') ? [call(`delete${entity.name}`, [idArgument(entity)], `${item}!`)] : []),
  ];
}

function list(service: ServiceView, entity: EntityView, name: string): Member {
  const { page, orderByInput, whereInput } = namesOf(service, entity);
  return call(
    name,
    ['cursor: String', `orderBy: [${orderByInput}!]`, 'skip: Int = 0', 'take: Int = 50', `where: ${whereInput}`],
    `${page}!`,
  );
}

function idArgument({ idStrategy }: EntityView): string {
  return `id: ${idValue(idStrategy).graphql}!`;
}

/** A member with arguments, which are sorted by name. */
function call(name: string, parameters: readonly string[], type: string): Member {
  return [name, `${parameters.length === 0 ? '' : `(${parameters.join(', ')})`}: ${type}`];
}
