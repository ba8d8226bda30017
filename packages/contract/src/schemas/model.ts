import { z } from 'zod';
import {
  compositeKeySchema,
  entityPermissionsSchema,
  entitySchema,
  fieldSchema,
  fieldTypeSchema,
  roleSchema,
  serviceModelSchema,
} from '@amplication/domain';
import { id, instant, line, name, text } from './shared.ts';
import { mergeRequestSchema, buildSchema } from './build.ts';

export const workspaceSchema = z.object({ id: z.string(), name: z.string(), slug: z.string() });
export const projectSchema = z.object({
  id,
  workspaceId: z.string(),
  name: z.string(),
  slug: z.string(),
  createdAt: instant,
  services: z.number().int(),
});

const settings = serviceModelSchema.shape;
export const serviceSchema = z.object({
  id,
  projectId: id,
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  database: settings.database,
  apis: settings.apis,
  serverDirectory: z.string(),
  adminUi: z.boolean(),
  adminDirectory: z.string(),
  /** The entity whose records sign in; null: nobody can, and everything is public or disabled. */
  authEntityId: z.string().nullable(),
  roles: settings.roles,
  /** In the order in which they run. */
  plugins: settings.plugins,
  /** Whether its code was generated once: from then on its database stays of its kind. */
  committed: z.boolean(),
  entities: z.number().int(),
  updatedAt: instant,
});

/** A service as the catalog shows it. */
export const catalogServiceSchema = serviceSchema.extend({
  lastBuild: buildSchema.pick({ id: true, state: true, createdAt: true }).nullable(),
  mergeRequest: mergeRequestSchema.pick({ number: true, state: true, webUrl: true }).nullable(),
  repository: z.object({ fullPath: z.string(), webUrl: z.string(), source: z.enum(['project', 'service']) }).nullable(),
});

const description = text.max(2_000);
export const serviceInput = z.object({
  name,
  description: description.default(''),
  /** Whether it starts with an entity `User` whose records sign in; without one, everything is public that is not disabled. */
  auth: z.boolean().default(true),
});
export const servicePatch = z.object({
  name: name.optional(),
  description: description.optional(),
  database: settings.database.optional(),
  apis: settings.apis.optional(),
  // What a folder may be is refused with a sentence by the model's own rules.
  serverDirectory: line.min(1).max(200).optional(),
  adminUi: z.boolean().optional(),
  adminDirectory: line.min(1).max(200).optional(),
  authEntityId: id.nullable().optional(),
});
export const projectInput = z.object({ name });

const settingFields = { name: z.string(), label: z.string(), help: z.string().optional() };
/** A plugin that the operator installed, with what can be set of it. */
export const pluginSchema = z.object({
  name: z.string(),
  version: z.string(),
  summary: z.string(),
  /** Services of one repository must choose it with the same settings. */
  repositoryWide: z.boolean(),
  settings: z.array(
    z.discriminatedUnion('type', [
      z.object({ ...settingFields, type: z.literal('text'), default: z.string(), multiline: z.boolean().optional() }),
      z.object({
        ...settingFields,
        type: z.literal('number'),
        default: z.number(),
        min: z.number().optional(),
        max: z.number().optional(),
      }),
      z.object({ ...settingFields, type: z.literal('boolean'), default: z.boolean() }),
      z.object({
        ...settingFields,
        type: z.literal('choice'),
        default: z.string(),
        options: z.array(z.string()).readonly(),
      }),
    ]),
  ),
});
export const pluginsInput = z.object({ plugins: settings.plugins });

const identifier = name;
const displayName = line.min(1).max(200);

export const entityInput = z.object({ name: identifier, displayName: displayName.optional() });
const keysPatch = z
  .array(compositeKeySchema.partial({ id: true }))
  .max(50)
  .readonly();
export const entityPatch = entityInput.partial().extend({
  permissions: entityPermissionsSchema.optional(),
  /** Keys that the entity has already are told by their id; the others get one. */
  uniqueKeys: keysPatch.optional(),
  indexes: keysPatch.optional(),
  /** Empty: none any more. */
  attributes: entitySchema.shape.attributes,
});

export const roleInput = z.object({ name: roleSchema.shape.name, displayName: displayName.optional() });
export const rolePatch = roleInput.partial();

const [, ...valueTypes] = fieldTypeSchema.options;
/** Every data type that a person can add as a field: all but the id (made with the entity) and relations (their own route). */
export const valueTypeSchema = z.discriminatedUnion(
  'kind',
  valueTypes.filter((option) => option.shape.kind.value !== 'relation') as unknown as [
    (typeof fieldTypeSchema.options)[1],
    ...(typeof fieldTypeSchema.options)[number][],
  ],
);

const flags = {
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  searchable: z.boolean().default(false),
};

export const fieldInput = z.object({
  name: identifier,
  displayName: displayName.optional(),
  ...flags,
  type: valueTypeSchema,
  attributes: fieldSchema.shape.attributes,
});
export const fieldPatch = z.object({
  name: identifier.optional(),
  displayName: displayName.optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  searchable: z.boolean().optional(),
  type: fieldTypeSchema.optional(),
  /** Empty: none any more. */
  attributes: fieldSchema.shape.attributes,
});

export const relationInput = z.object({
  /** How many of this entity belong to how many of the other; all but `many-to-many` have their key here. */
  relation: z.enum(['many-to-one', 'one-to-one', 'many-to-many']).default('many-to-one'),
  name: identifier,
  displayName: displayName.optional(),
  required: z.boolean().default(false),
  entityId: id,
  onDelete: z.enum(['restrict', 'cascade', 'set-null']).default('restrict'),
  /** The other side: a list, or of a 1-1 relation the one. */
  inverse: z.object({ name: identifier, displayName: displayName.optional() }),
});

export { entitySchema, fieldSchema, roleSchema };
export type Workspace = z.infer<typeof workspaceSchema>;
export type Project = z.infer<typeof projectSchema>;
export type Service = z.infer<typeof serviceSchema>;
export type CatalogService = z.infer<typeof catalogServiceSchema>;
export type ServicePatch = z.infer<typeof servicePatch>;
export type RoleInput = z.infer<typeof roleInput>;
export type RolePatch = z.infer<typeof rolePatch>;
export type ServiceInput = z.infer<typeof serviceInput>;
export type EntityInput = z.infer<typeof entityInput>;
export type EntityPatch = z.infer<typeof entityPatch>;
export type FieldInputBody = z.infer<typeof fieldInput>;
export type FieldPatch = z.infer<typeof fieldPatch>;
export type RelationInputBody = z.infer<typeof relationInput>;
export type PluginView = z.infer<typeof pluginSchema>;
