import type {
  DatabaseKind,
  EntityAction,
  EntityId,
  FieldId,
  FieldKind,
  FieldType,
  PluginChoice,
  RelationType,
  Role,
} from '@amplication/domain';

export type ScalarType = Exclude<FieldType, RelationType>;
export type IdStrategy = Extract<FieldType, { kind: 'id' }>['strategy'];

interface FieldBase {
  readonly id: FieldId;
  /** The field's name in Prisma, in DTOs and in JSON. */
  readonly name: string;
  /** What people read. */
  readonly displayName: string;
  /** Of a relation or a file, the end of its path: `/api/artists/:id/<route>`. */
  readonly route: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly searchable: boolean;
}
/** A field with a value of its own. */
export interface ScalarView extends FieldBase {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** Name of the enum; only option sets have one. */
  readonly enumName: string;
  /** Names of the two columns of a geographic location. */
  readonly latitude: string;
  readonly longitude: string;
  /** Name of the column in the database, where the model chose another than the property's. */
  readonly columnName: string | undefined;
  /** Native type of the column, where the model chose one: `VarChar(80)`. */
  readonly nativeType: string | undefined;
}
/** The side of a 1-n or 1-1 relation that holds the foreign key. */
export interface ToOneView extends FieldBase {
  readonly kind: 'to-one';
  /** Name of the foreign key's field, such as `artistId`. */
  readonly keyName: string;
  readonly targetId: EntityId;
  readonly targetKey: IdStrategy;
  /** `one` makes the key unique. */
  readonly inverse: 'one' | 'many';
  /** Name of the field on the other side. */
  readonly inverseName: string;
  readonly onDelete: 'restrict' | 'cascade' | 'set-null';
  readonly relationName: string;
  readonly columnName: string | undefined;
}
/** The other side of a 1-1 relation. */
export interface BackToOneView extends FieldBase {
  readonly kind: 'back-to-one';
  readonly targetId: EntityId;
  /** Name of the foreign key's field on the other side. */
  readonly targetKeyName: string;
  readonly relationName: string;
}
/** The list of those that point here. */
export interface ToManyView extends FieldBase {
  readonly kind: 'to-many';
  readonly targetId: EntityId;
  /** Name of the foreign key's field on the other side. */
  readonly targetKeyName: string;
  readonly relationName: string;
}
/** One side of an n-n relation. */
export interface ManyToManyView extends FieldBase {
  readonly kind: 'many-to-many';
  readonly targetId: EntityId;
  readonly targetKey: IdStrategy;
  /** Name of the property that sets the whole list by ids, such as `productIds`. */
  readonly idsName: string;
  readonly inverseId: FieldId;
  readonly inverseName: string;
  readonly relationName: string;
}
export type FieldView = ScalarView | ToOneView | BackToOneView | ToManyView | ManyToManyView;
/** What has columns: values and foreign keys. */
export type ColumnView = ScalarView | ToOneView;

/** Who may do one thing: everybody, everybody who signed in, users with one of these roles (by name), or nobody. */
export type Allowed = 'public' | 'signed-in' | 'nobody' | readonly string[];

/** Who may do what with an entity. */
export interface AccessView extends Readonly<Record<EntityAction, Allowed>> {
  /** Fields that only some roles see, or may set. */
  readonly fields: readonly {
    readonly field: FieldView;
    readonly action: 'view' | 'create' | 'update';
    readonly roles: readonly string[];
  }[];
}

/** Several columns that are unique together, or indexed together. */
export interface CompositeView {
  readonly id: string;
  readonly columns: readonly ColumnView[];
}

/** An entity with every name that the generated code gives it. */
export interface EntityView {
  readonly id: EntityId;
  readonly name: string;
  readonly pluralName: string;
  readonly displayName: string;
  /** `prisma.<accessor>`: the name with a small first letter. */
  readonly accessor: string;
  /** The plural with a small first letter. */
  readonly pluralAccessor: string;
  /** `src/<folder>/<folder>.service.ts`. */
  readonly folder: string;
  /** `/api/<route>`. */
  readonly route: string;
  /** Name of the table in the database. */
  readonly tableName: string;
  readonly idField: ScalarView;
  readonly idStrategy: IdStrategy;
  readonly fields: readonly FieldView[];
  readonly access: AccessView;
  readonly uniqueKeys: readonly CompositeView[];
  readonly indexes: readonly CompositeView[];
  /** The field that tells people which record it is: the first text, else the id. */
  readonly labelField: ScalarView;
}

/** The entity whose records sign in, with the fields that it needs for that. */
export interface AuthView {
  readonly entity: EntityView;
  readonly username: ScalarView;
  readonly password: ScalarView;
  readonly roles: ScalarView;
}

/** The model as the generator reads it: entities sorted by name, every name decided. */
export interface ServiceView {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  /** Name of the server's npm package, and of its job in CI. */
  readonly packageName: string;
  /** Folder of the generated server, `/`-separated, without a slash at its end. */
  readonly directory: string;
  readonly adminDirectory: string;
  readonly adminPackageName: string;
  readonly database: DatabaseKind;
  readonly apis: { readonly rest: boolean; readonly graphql: boolean };
  readonly adminUi: boolean;
  readonly roles: readonly Role[];
  readonly auth: AuthView | undefined;
  readonly plugins: readonly PluginChoice[];
  readonly entities: readonly EntityView[];
  readonly entityById: ReadonlyMap<string, EntityView>;
  /** The data types of all fields: what the service has no field of needs no code. */
  readonly kinds: ReadonlySet<FieldKind>;
}

/** The entity of this id; an id that is not there is a broken model. */
export function getEntityView(service: Pick<ServiceView, 'entityById'>, id: EntityId): EntityView {
  const entity = service.entityById.get(id);
  if (entity === undefined) throw new Error(`The model has no entity ${id}.`);
  return entity;
}

/** Values and foreign keys, in the model's order. */
export function columnsOf(entity: EntityView): readonly ColumnView[] {
  return entity.fields.filter((field) => field.kind === 'scalar' || field.kind === 'to-one');
}

/** The name under which a column is read and written: the field's, or the foreign key's. */
export function propertyOf(column: ColumnView): string {
  return column.kind === 'to-one' ? column.keyName : column.name;
}

/** True where anybody could do it, given the right role. */
export function isPossible(allowed: Allowed): boolean {
  return allowed !== 'nobody';
}

/** TypeScript type of a key. */
export function keyTypeName(strategy: IdStrategy): 'string' | 'number' {
  return strategy === 'uuid' || strategy === 'cuid' ? 'string' : 'number';
}
