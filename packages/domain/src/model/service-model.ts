import { z } from 'zod';
import { SERVER_DIRECTORY_RULE, isServerDirectory } from './server-directory.ts';
import type { EntityId, FieldId, ServiceId } from '../ids.ts';

/** The version of the shape below; a stored model of an older version is migrated when it is read. */
export const MODEL_VERSION = 1;

const bound = z.number().finite();
const optionSchema = z.object({
  value: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, 'Letters, digits and _, starting with a letter.'),
  label: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'One line of text, without control characters.'),
});

/** What a field holds. One member per data type; the options that only this type has are beside its kind. */
export const fieldTypeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('id'), strategy: z.enum(['uuid', 'cuid', 'auto-increment']) }),
  z.object({ kind: z.literal('single-line-text'), maxLength: z.number().int().min(1).max(10_000).optional() }),
  z.object({ kind: z.literal('multi-line-text'), maxLength: z.number().int().min(1).max(1_000_000).optional() }),
  z.object({ kind: z.literal('email') }),
  z.object({ kind: z.literal('whole-number'), minimum: bound.int().optional(), maximum: bound.int().optional() }),
  z.object({
    kind: z.literal('decimal-number'),
    precision: z.number().int().min(1).max(65),
    scale: z.number().int().min(0).max(30),
    minimum: bound.optional(),
    maximum: bound.optional(),
  }),
  z.object({ kind: z.literal('date-time') }),
  z.object({ kind: z.literal('boolean') }),
  z.object({ kind: z.literal('json') }),
  z.object({ kind: z.literal('option-set'), options: z.array(optionSchema).min(1).max(500) }),
  z.object({ kind: z.literal('created-at') }),
  z.object({ kind: z.literal('updated-at') }),
  z.object({
    kind: z.literal('relation'),
    /** The entity on the other side (may be this one). */
    entityId: z.string(),
    /** The field on the other side; the two name each other. */
    inverseFieldId: z.string(),
    /** `one`: this side holds the foreign key. `many`: the list of those that point here. */
    cardinality: z.enum(['one', 'many']),
    /** What happens to this record when the one it points at is deleted; only read on the `one` side. */
    onDelete: z.enum(['restrict', 'cascade', 'set-null']),
  }),
]);

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
});

export const entitySchema = z.object({
  id: z.string(),
  /** Identifier in the generated code, PascalCase. */
  name: z.string(),
  /** Identifier of the plural, PascalCase; REST paths are its kebab-case. */
  pluralName: z.string(),
  displayName: z.string().min(1).max(200),
  fields: z.array(fieldSchema).readonly(),
});

/** The one input of the generator: everything that is known of a service, as it was committed. */
export const serviceModelSchema = z.object({
  version: z.literal(MODEL_VERSION),
  id: z.string(),
  name: z.string().min(1).max(100),
  /** Fixed when the service is created: folders and branches use it. kebab-case. */
  slug: z.string().regex(/^[a-z][a-z0-9-]*$/),
  description: z.string().max(2_000),
  /** Folder of the generated server in the repository; `/`-separated, relative, never leaving it. */
  serverDirectory: z.string().refine(isServerDirectory, SERVER_DIRECTORY_RULE),
  entities: z.array(entitySchema).readonly(),
});

export type FieldType = z.infer<typeof fieldTypeSchema>;
export type FieldKind = FieldType['kind'];
export type RelationType = Extract<FieldType, { kind: 'relation' }>;
export type Field = Readonly<Omit<z.infer<typeof fieldSchema>, 'id'>> & { readonly id: FieldId };
export type Entity = Readonly<Omit<z.infer<typeof entitySchema>, 'id' | 'fields'>> & {
  readonly id: EntityId;
  readonly fields: readonly Field[];
};
export type ServiceModel = Readonly<Omit<z.infer<typeof serviceModelSchema>, 'id' | 'entities'>> & {
  readonly id: ServiceId;
  readonly entities: readonly Entity[];
};

/** Reads a model from outside (a file, a stored snapshot); throws a ZodError that names each fault. */
export function parseServiceModel(input: unknown): ServiceModel {
  // The schema proves the shape; brands only say which ids these are.
  return serviceModelSchema.parse(input) as unknown as ServiceModel;
}
