import {
  ENTITY_ACTIONS,
  holdsKey,
  parseAttributes,
  toKebabCase,
  toTableName,
  type Entity,
  type EntityId,
  type Field,
  type Permission,
  type RelationType,
  type ServiceModel,
} from '@amplication/domain';
import { compareText } from './compare-text.ts';
import { extraNames, optionSetNames, type ExtraNames } from './names.ts';
import type {
  AccessView,
  Allowed,
  CompositeView,
  EntityView,
  FieldView,
  IdStrategy,
  ScalarView,
} from './service-view.ts';
import { shortIdentifier } from './short-identifier.ts';

/** What the views of all entities are made from. */
interface Source {
  readonly model: ServiceModel;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly fields: ReadonlyMap<string, Field>;
  readonly enums: ReadonlyMap<string, string>;
  readonly roleName: (id: string) => string;
  readonly extra: ReadonlyMap<string, ExtraNames>;
}

/** Every entity of the model, in the model's order. */
export function toEntityViews(model: ServiceModel): EntityView[] {
  const roles = new Map(model.roles.map(({ id, name }) => [id, name]));
  const source: Source = {
    model,
    entities: new Map(model.entities.map((entity) => [entity.id as string, entity])),
    fields: new Map(
      model.entities.flatMap(({ fields }) => fields.map((field) => [field.id as string, field] as const)),
    ),
    enums: optionSetNames(model),
    roleName: (id) => roles.get(id) ?? id,
    extra: new Map(model.entities.map((entity) => [entity.id as string, extraNames(entity)])),
  };
  return model.entities.map((entity) => toEntityView(source, entity));
}

function toEntityView(source: Source, entity: Entity): EntityView {
  const fields = entity.fields.map((field) => toFieldView(source, entity, field));
  const byId = new Map(fields.map((field) => [field.id as string, field]));
  const scalars = fields.filter((field) => field.kind === 'scalar');
  const idField = scalars.find(({ type }) => type.kind === 'id');
  if (idField === undefined) throw new Error(`The entity ${entity.name} has no id field.`);
  const toComposite = ({ id, fieldIds }: Entity['indexes'][number]): CompositeView => ({
    id,
    columns: fieldIds.flatMap((fieldId) => {
      const field = byId.get(fieldId);
      return field?.kind === 'scalar' || field?.kind === 'to-one' ? [field] : [];
    }),
  });
  return {
    id: entity.id,
    name: entity.name,
    pluralName: entity.pluralName,
    displayName: entity.displayName,
    accessor: decapitalise(entity.name),
    pluralAccessor: decapitalise(entity.pluralName),
    folder: toFolder(entity.name),
    route: toKebabCase(entity.pluralName),
    tableName: toTableName(entity),
    idField,
    idStrategy: idStrategyOf(entity),
    fields,
    access: toAccess(source, entity, byId),
    uniqueKeys: entity.uniqueKeys.map(toComposite),
    indexes: entity.indexes.map(toComposite),
    labelField: scalars.find(isLabel) ?? scalars.find(({ type }) => type.kind === 'username') ?? idField,
  };
}

function isLabel({ type }: ScalarView): boolean {
  return type.kind === 'single-line-text' || type.kind === 'email';
}

function toAccess(source: Source, entity: Entity, fields: ReadonlyMap<string, FieldView>): AccessView {
  const { permissions } = entity;
  const [view, search, create, update, remove] = ENTITY_ACTIONS.map((action) =>
    toAllowed(permissions[action], source.roleName),
  );
  const closed = 'nobody' as const;
  return {
    view: view ?? closed,
    search: search ?? closed,
    create: create ?? closed,
    update: update ?? closed,
    delete: remove ?? closed,
    fields: permissions.fields.flatMap(({ fieldId, action, roleIds }) => {
      const field = fields.get(fieldId);
      return field === undefined ? [] : [{ field, action, roles: roleIds.map(source.roleName).sort() }];
    }),
  };
}

function toFieldView(source: Source, entity: Entity, field: Field): FieldView {
  const { id, name, displayName, required, unique, searchable, type } = field;
  const route = hasRoute(type) ? toKebabCase(name) : '';
  if (type.kind === 'relation') {
    const base = { id, name, displayName, route, required, unique, searchable };
    return toRelationView(source, entity, { ...field, type }, base);
  }
  const always = type.kind === 'id' || type.kind === 'created-at' || type.kind === 'updated-at';
  const attributes = parseAttributes(field.attributes);
  const extra = source.extra.get(entity.id);
  return {
    id,
    name,
    displayName,
    route,
    required: required || always,
    unique,
    searchable,
    kind: 'scalar',
    type,
    enumName: source.enums.get(id) ?? '',
    latitude: extra?.latitude.get(id) ?? '',
    longitude: extra?.longitude.get(id) ?? '',
    columnName: attributes.map,
    nativeType: attributes.native,
  };
}

/** Only relations and files have a path of their own. */
function hasRoute({ kind }: Field['type']): boolean {
  return kind === 'relation' || kind === 'file';
}

type Base = Pick<FieldView, 'id' | 'name' | 'displayName' | 'route' | 'required' | 'unique' | 'searchable'>;

function toRelationView(
  source: Source,
  entity: Entity,
  field: Omit<Field, 'type'> & { readonly type: RelationType },
  base: Base,
): FieldView {
  const { id, name, type } = field;
  const target = source.entities.get(type.entityId);
  const inverse = source.fields.get(type.inverseFieldId);
  if (target === undefined || inverse?.type.kind !== 'relation')
    throw new Error(`A relation points at ${type.entityId}, which is not in the model.`);
  const there = { targetId: target.id, inverseName: inverse.name };
  const keyNameOf = (owner: EntityId, fieldId: string): string => source.extra.get(owner)?.key.get(fieldId) ?? '';
  if (holdsKey(type)) {
    return {
      ...base,
      ...there,
      kind: 'to-one',
      unique: base.unique || inverse.type.cardinality === 'one',
      inverse: inverse.type.cardinality,
      keyName: keyNameOf(entity.id, id),
      targetKey: idStrategyOf(target),
      // A required key cannot be cleared.
      onDelete: base.required && type.onDelete === 'set-null' ? 'restrict' : type.onDelete,
      relationName: toRelationName(entity.name, name),
      columnName: parseAttributes(field.attributes).map,
    };
  }
  if (holdsKey(inverse.type)) {
    return {
      ...base,
      targetId: target.id,
      kind: type.cardinality === 'one' ? 'back-to-one' : 'to-many',
      targetKeyName: keyNameOf(target.id, inverse.id),
      relationName: toRelationName(target.name, inverse.name),
    };
  }
  const [first] = [toJoinName(entity.name, name), toJoinName(target.name, inverse.name)].sort(compareText);
  return {
    ...base,
    ...there,
    kind: 'many-to-many',
    targetKey: idStrategyOf(target),
    idsName: source.extra.get(entity.id)?.ids.get(id) ?? '',
    inverseId: inverse.id,
    relationName: first ?? '',
  };
}

function idStrategyOf(entity: Entity): IdStrategy {
  for (const { type } of entity.fields) if (type.kind === 'id') return type.strategy;
  throw new Error(`The entity ${entity.name} has no id field.`);
}

function toRelationName(ownerName: string, fieldName: string): string {
  return shortIdentifier(`${ownerName}_${fieldName}`);
}

/** Prisma puts a `_` before it to name the table. */
function toJoinName(entityName: string, fieldName: string): string {
  return shortIdentifier(`${entityName}_${fieldName}`, '', 62);
}

function decapitalise(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Who a permission lets in, with roles by name. */
function toAllowed(permission: Permission, roleName: (id: string) => string): Allowed {
  switch (permission.kind) {
    case 'public':
      return 'public';
    case 'all-roles':
      return 'signed-in';
    case 'disabled':
      return 'nobody';
    case 'roles':
      return permission.roleIds.map(roleName).sort();
  }
}

/** `InvoiceLine` -> `invoice-line`, which every file system can have as a folder. */
function toFolder(name: string): string {
  const folder = toKebabCase(name);
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/u.test(folder) ? `${folder}-entity` : folder;
}
