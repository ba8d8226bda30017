import {
  addEntity,
  addField,
  addRelation,
  initialFields,
  Refusal,
  updateEntity,
  updateField,
  type DatabaseKind,
  type EntityId,
  type FieldId,
  type EntityPermissions,
  type FieldInput,
  type ServiceModel,
} from '@amplication/domain';
import fc from 'fast-check';
import { countingIds, emptyModel } from './models.ts';
import { anyEntityName, anyFieldName, anyLabel } from './random-names.ts';
import { anyIdStrategy, anyScalarType } from './random-types.ts';

const ON_DELETE = ['restrict', 'cascade', 'set-null'] as const;

/** Now and then a name in the database, of those that are alike when they are put together. */
const anyAttributes = (...attributes: readonly string[]): fc.Arbitrary<string | undefined> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...attributes) });

/** A field that somebody types. */
export const anyFieldInput: fc.Arbitrary<FieldInput> = fc.record({
  name: anyFieldName,
  displayName: anyLabel,
  required: fc.boolean(),
  unique: fc.boolean(),
  searchable: fc.boolean(),
  type: anyScalarType,
  attributes: anyAttributes('@map("b_c")', '@map("c")'),
});

/** An entity that somebody types; `stamps` tells whether it keeps the two time stamps, `idName` what its id is called. */
export const anyEntityInput = fc.record({
  name: anyEntityName,
  displayName: anyLabel,
  strategy: anyIdStrategy,
  idName: fc.oneof({ weight: 4, arbitrary: fc.constant('id') }, { weight: 1, arbitrary: anyFieldName }),
  attributes: anyAttributes('@@map("A")', '@@map("A_b")', '@@map("A_pkey")'),
  stamps: fc.boolean(),
  fields: fc.array(anyFieldInput, { maxLength: 6 }),
});
export type EntityInput = typeof anyEntityInput extends fc.Arbitrary<infer Value> ? Value : never;

/** A relation that somebody types; `from` and `to` count round the entities that are there. */
export const anyRelationInput = fc.record({
  from: fc.nat({ max: 7 }),
  to: fc.nat({ max: 7 }),
  name: anyFieldName,
  inverse: anyFieldName,
  displayName: anyLabel,
  required: fc.boolean(),
  relation: fc.constantFrom(
    'many-to-one' as const,
    'many-to-one' as const,
    'one-to-one' as const,
    'many-to-many' as const,
  ),
  onDelete: fc.constantFrom(...ON_DELETE),
});
export type RelationInput = typeof anyRelationInput extends fc.Arbitrary<infer Value> ? Value : never;

/** A composite key over two fields that count round those that are there. */
const anyKey = fc.record({
  entity: fc.nat({ max: 7 }),
  first: fc.nat({ max: 15 }),
  second: fc.nat({ max: 15 }),
  unique: fc.boolean(),
});
type Key = typeof anyKey extends fc.Arbitrary<infer Value> ? Value : never;

/** Whether users sign in, under which names, and what they may do. */
const anySignIn = fc.option(
  fc.record({
    entity: anyEntityName,
    username: anyFieldName,
    password: anyFieldName,
    roles: anyFieldName,
    strategy: anyIdStrategy,
    permissions: fc.array(fc.constantFrom('public', 'all-roles', 'roles', 'disabled'), { minLength: 5, maxLength: 5 }),
    fields: fc.array(fc.record({ field: fc.nat({ max: 15 }), action: fc.constantFrom('view', 'create', 'update') }), {
      maxLength: 3,
    }),
  }),
);
type SignIn = typeof anySignIn extends fc.Arbitrary<infer Value> ? Value : never;

const KINDS = ['postgresql', 'mysql'] as const satisfies readonly DatabaseKind[];

/** A valid model for a database of one of these kinds, made by edits as people make them: what is refused changes nothing. */
export const anyModelFor = (...kinds: readonly DatabaseKind[]): fc.Arbitrary<ServiceModel> =>
  fc
    .record({
      database: fc.constantFrom(...kinds),
      name: anyLabel,
      description: anyLabel,
      serverDirectory: fc.constantFrom<string>('apps/any-server', 'server', 'services/größe/v1.2', '_a/.b', '名前'),
      entities: fc.array(anyEntityInput, { maxLength: 4 }),
      relations: fc.array(anyRelationInput, { maxLength: 5 }),
      apis: fc.constantFrom(
        { rest: true, graphql: true },
        { rest: true, graphql: false },
        { rest: false, graphql: true },
      ),
      signIn: anySignIn,
      keys: fc.array(anyKey, { maxLength: 3 }),
    })
    .map(({ database, name, description, serverDirectory, entities, relations, apis, signIn, keys }) => {
      const newId = countingIds();
      const plain = emptyModel(name, 'any', description);
      const empty: ServiceModel = { ...plain, database, serverDirectory, apis, adminUi: plain.adminUi && apis.rest };
      const withEntities = entities.reduce((model, input) => tryAddEntity(model, input, newId), empty);
      const withRelations = relations.reduce((model, input) => tryAddRelation(model, input, newId), withEntities);
      const withKeys = keys.reduce((model, key) => tryAddKey(model, key, newId), withRelations);
      const whole = trySignIn(withKeys, signIn, newId);
      const hasFiles = whole.entities.some(({ fields }) => fields.some(({ type }) => type.kind === 'file'));
      return hasFiles ? { ...whole, apis: { ...whole.apis, rest: true } } : whole;
    });

/** A valid model for any database. */
export const anyModel: fc.Arbitrary<ServiceModel> = anyModelFor(...KINDS);

/** The model after an edit, or as it was when the edit is refused. */
export function tryEdit(model: ServiceModel, edit: (model: ServiceModel) => ServiceModel): ServiceModel {
  try {
    return edit(model);
  } catch (error) {
    if (error instanceof Refusal) return model;
    throw error;
  }
}

/** Adds an entity with those of its fields that are not refused. */
export function tryAddEntity(model: ServiceModel, input: EntityInput, newId: () => string): ServiceModel {
  const id = newId() as EntityId;
  const fields = initialFields(newId)
    .filter((field) => input.stamps || field.type.kind === 'id')
    .map((field) =>
      field.type.kind === 'id' ? { ...field, type: { ...field.type, strategy: input.strategy } } : field,
    );
  const { name, displayName } = input;
  const added = tryEdit(model, (before) => {
    const entity = addEntity(before, { id, name, displayName, fields });
    const idField = fields.find((field) => field.type.kind === 'id');
    return tryEdit(entity, (after) => updateField(after, id, idField?.id ?? ('' as FieldId), { name: input.idName }));
  });
  if (added === model) return model;
  const named = tryEdit(added, (before) => updateEntity(before, id, { attributes: input.attributes }));
  return input.fields.reduce((current, field) => tryAddField(current, id, field, newId), named);
}

/** Adds a field, unless it is refused. */
export function tryAddField(
  model: ServiceModel,
  entityId: EntityId,
  field: FieldInput,
  newId: () => string,
): ServiceModel {
  const id = newId() as FieldId;
  return tryEdit(model, (before) => addField(before, entityId, { ...field, id }));
}

/** Adds a relation between two entities that are there, unless it is refused. */
export function tryAddRelation(model: ServiceModel, input: RelationInput, newId: () => string): ServiceModel {
  const { from, to, inverse, ...rest } = input;
  const [owner, target] = [from, to].map((place) => model.entities[place % Math.max(1, model.entities.length)]);
  const ids = { id: newId() as FieldId, inverseId: newId() as FieldId };
  if (owner === undefined || target === undefined) return model;
  return tryEdit(model, (before) =>
    addRelation(before, owner.id, {
      ...rest,
      ...ids,
      entityId: target.id,
      inverse: { name: inverse, displayName: inverse },
    }),
  );
}

function tryAddKey(model: ServiceModel, key: Key, newId: () => string): ServiceModel {
  const entity = model.entities[key.entity % Math.max(1, model.entities.length)];
  if (entity === undefined) return model;
  const fieldIds = [key.first, key.second].flatMap((place) => entity.fields[place % entity.fields.length]?.id ?? []);
  const list = key.unique ? 'uniqueKeys' : 'indexes';
  return tryEdit(model, (before) =>
    updateEntity(before, entity.id, { [list]: [...entity[list], { id: newId(), fieldIds }] }),
  );
}

function trySignIn(model: ServiceModel, signIn: SignIn, newId: () => string): ServiceModel {
  if (signIn === null) return model;
  const id = newId() as EntityId;
  const fields = initialFields(newId).map((field) =>
    field.type.kind === 'id' ? { ...field, type: { ...field.type, strategy: signIn.strategy } } : field,
  );
  const flags = { displayName: 'Sign in', required: true, searchable: true };
  const add = (before: ServiceModel, name: string, type: FieldInput['type'], more: Partial<FieldInput>): ServiceModel =>
    addField(before, id, { ...flags, unique: false, ...more, id: newId() as FieldId, name, type });
  return tryEdit(model, (before) => {
    const users = addEntity(before, { id, name: signIn.entity, displayName: signIn.entity, fields });
    const named = add(users, signIn.username, { kind: 'username' }, { unique: true });
    const locked = add(named, signIn.password, { kind: 'password' }, { searchable: false });
    const whole = add(locked, signIn.roles, { kind: 'roles' }, {});
    const roles = ['b-role', 'a-role'].map((name) => ({ id: newId(), name, displayName: name }));
    return withPermissions({ ...whole, roles, authEntityId: id }, signIn);
  });
}

function withPermissions(model: ServiceModel, signIn: NonNullable<SignIn>): ServiceModel {
  const roleIds = model.roles.slice(0, 1).map(({ id }) => id);
  return model.entities.reduce((current, entity, index) => {
    const kindAt = (place: number) => signIn.permissions[(place + index) % 5] ?? 'public';
    const toPermission = (place: number): EntityPermissions['view'] => {
      const kind = kindAt(place);
      return kind === 'roles' ? { kind, roleIds } : { kind };
    };
    const [view, search, create, update, remove] = [0, 1, 2, 3, 4].map(toPermission);
    if (
      view === undefined ||
      search === undefined ||
      create === undefined ||
      update === undefined ||
      remove === undefined
    )
      return current;
    const fields = signIn.fields.flatMap(({ field, action }) => {
      const chosen = entity.fields[field % entity.fields.length];
      return chosen === undefined ? [] : [{ fieldId: chosen.id, action, roleIds }];
    });
    const permissions = { view, search, create, update, delete: remove };
    const narrowed = tryEdit(current, (before) =>
      updateEntity(before, entity.id, { permissions: { ...permissions, fields } }),
    );
    return narrowed === current
      ? tryEdit(current, (before) => updateEntity(before, entity.id, { permissions: { ...permissions, fields: [] } }))
      : narrowed;
  }, model);
}
