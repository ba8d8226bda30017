import { z } from 'zod';
import { entitySchema, fieldSchema, fieldTypeSchema } from '@amplication/domain';
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

export const serviceSchema = z.object({
  id,
  projectId: id,
  name: z.string(),
  slug: z.string(),
  description: z.string(),
  serverDirectory: z.string(),
  entities: z.number().int(),
  updatedAt: instant,
});

/** A service as the catalog shows it. */
export const catalogServiceSchema = serviceSchema.extend({
  lastBuild: buildSchema.pick({ id: true, state: true, createdAt: true }).nullable(),
  mergeRequest: mergeRequestSchema.pick({ number: true, state: true, webUrl: true }).nullable(),
  repository: z.object({ fullPath: z.string(), webUrl: z.string(), source: z.enum(['project', 'service']) }).nullable(),
});

export const serviceInput = z.object({ name, description: text.max(2_000).default('') });
export const servicePatch = z.object({ name: name.optional(), description: text.max(2_000).optional() });
export const projectInput = z.object({ name });

const identifier = name;
const displayName = line.min(1).max(200);

export const entityInput = z.object({ name: identifier, displayName: displayName.optional() });
export const entityPatch = entityInput.partial();

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
});
export const fieldPatch = z.object({
  name: identifier.optional(),
  displayName: displayName.optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  searchable: z.boolean().optional(),
  type: fieldTypeSchema.optional(),
});

export const relationInput = z.object({
  name: identifier,
  displayName: displayName.optional(),
  required: z.boolean().default(false),
  entityId: id,
  onDelete: z.enum(['restrict', 'cascade', 'set-null']).default('restrict'),
  /** The list on the other side. */
  inverse: z.object({ name: identifier, displayName: displayName.optional() }),
});

export { entitySchema, fieldSchema };
export type Workspace = z.infer<typeof workspaceSchema>;
export type Project = z.infer<typeof projectSchema>;
export type Service = z.infer<typeof serviceSchema>;
export type CatalogService = z.infer<typeof catalogServiceSchema>;
export type ServiceInput = z.infer<typeof serviceInput>;
export type EntityInput = z.infer<typeof entityInput>;
export type EntityPatch = z.infer<typeof entityPatch>;
export type FieldInputBody = z.infer<typeof fieldInput>;
export type FieldPatch = z.infer<typeof fieldPatch>;
export type RelationInputBody = z.infer<typeof relationInput>;
