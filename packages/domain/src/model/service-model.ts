import { z } from 'zod';
import type { EntityId, FieldId, ServiceId } from '../ids.ts';
import { fieldTypeSchema } from './field-types.ts';
import { entityPermissionsSchema, roleSchema } from './permissions.ts';
import { DIRECTORY_RULE, isServiceDirectory } from './service-directory.ts';
import { upgradeModel } from './upgrade-model.ts';

/** The version of the shape below; a model of an older version is upgraded when it is read. */
export const MODEL_VERSION = 2;

export const fieldSchema = z.object({
  id: z.string(),
  /** Identifier in the generated code, camelCase. */
  name: z.string(),
  /** What people read. */
  displayName: z.string().min(1).max(200),
  required: z.boolean(),
  unique: z.boolean(),
  /** Whether lists can be filtered by it (and it gets an index). */
  searchable: z.boolean(),
  type: fieldTypeSchema,
  /** Prisma attributes for the column, such as `@map("unit_price") @db.VarChar(80)`; see `attribute-rules.ts` for which. */
  attributes: z.string().max(500).optional(),
});

/** Several fields at once: unique together, or asked for together. */
export const compositeKeySchema = z.object({
  id: z.string(),
  fieldIds: z.array(z.string()).min(2).max(16).readonly(),
});

export const entitySchema = z.object({
  id: z.string(),
  /** Identifier in the generated code, PascalCase. */
  name: z.string(),
  /** Identifier of the plural, PascalCase; REST paths are its kebab-case. */
  pluralName: z.string(),
  displayName: z.string().min(1).max(200),
  fields: z.array(fieldSchema).readonly(),
  permissions: entityPermissionsSchema,
  uniqueKeys: z.array(compositeKeySchema).max(50).readonly(),
  indexes: z.array(compositeKeySchema).max(50).readonly(),
  /** Prisma attributes for the table: `@@map("orders")`. */
  attributes: z.string().max(500).optional(),
});

export const pluginChoiceSchema = z.object({
  /** The name under which the operator installed it. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/),
  settings: z.record(z.string().max(100), z.union([z.string().max(10_000), z.number(), z.boolean()])),
});

const directory = z.string().refine(isServiceDirectory, DIRECTORY_RULE);

/** The one input of the generator: everything that is known of a service, as it was committed. */
export const serviceModelSchema = z.object({
  version: z.literal(MODEL_VERSION),
  id: z.string(),
  name: z.string().min(1).max(100),
  /** Fixed when the service is created: folders and branches use it. kebab-case. */
  slug: z.string().regex(/^[a-z][a-z0-9-]*$/),
  description: z.string().max(2_000),
  database: z.enum(['postgresql', 'mysql']),
  /** What the generated server offers; one of them at least. */
  apis: z.object({ rest: z.boolean(), graphql: z.boolean() }),
  /** Folder of the generated server in the repository; `/`-separated, relative, never leaving it. */
  serverDirectory: directory,
  /** Whether there is an admin UI, which needs the REST API, and its folder. */
  adminUi: z.boolean(),
  adminDirectory: directory,
  roles: z.array(roleSchema).max(100).readonly(),
  /** The entity whose records can sign in: it has a username, a password and roles. Without one everything is public. */
  authEntityId: z.string().nullable(),
  /** In the order in which they run. */
  plugins: z.array(pluginChoiceSchema).max(50).readonly(),
  entities: z.array(entitySchema).readonly(),
});

export type CompositeKey = z.infer<typeof compositeKeySchema>;
export type PluginChoice = z.infer<typeof pluginChoiceSchema>;
export type Field = Readonly<Omit<z.infer<typeof fieldSchema>, 'id'>> & { readonly id: FieldId };
export type Entity = Readonly<Omit<z.infer<typeof entitySchema>, 'id' | 'fields'>> & {
  readonly id: EntityId;
  readonly fields: readonly Field[];
};
export type ServiceModel = Readonly<Omit<z.infer<typeof serviceModelSchema>, 'id' | 'entities' | 'authEntityId'>> & {
  readonly id: ServiceId;
  readonly authEntityId: EntityId | null;
  readonly entities: readonly Entity[];
};
export type DatabaseKind = ServiceModel['database'];

/** Reads a model from outside (a file, a stored snapshot) of any version; throws a ZodError that names each fault. */
export function parseServiceModel(input: unknown): ServiceModel {
  // The schema proves the shape; brands only say which ids these are.
  return serviceModelSchema.parse(upgradeModel(input)) as unknown as ServiceModel;
}
