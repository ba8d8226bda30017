import { z } from 'zod';

const bound = z.number().finite();
const length = (most: number) => z.number().int().min(1).max(most).optional();
const label = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'One line of text, without control characters.');

/** One choice. With an id it stays the same option when its value is renamed; without one its value is what it is known by. */
export const optionSchema = z.object({
  id: z.string().min(1).max(64).optional(),
  value: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, 'Letters, digits and _, starting with a letter.'),
  label,
});
const options = z.array(optionSchema).min(1).max(500);

const textOptions = {
  /** A regular expression (with the `u` flag) that the whole value must match. */
  pattern: z.string().min(1).max(500).optional(),
  default: z.string().max(1_000).optional(),
};

/** What a field holds. One member per data type; the options that only this type has are beside its kind. */
export const fieldTypeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('id'),
    /** `auto-increment-64` counts in 64 bits. */
    strategy: z.enum(['uuid', 'cuid', 'auto-increment', 'auto-increment-64']),
  }),
  z.object({
    kind: z.literal('single-line-text'),
    minLength: length(10_000),
    maxLength: length(10_000),
    ...textOptions,
  }),
  z.object({
    kind: z.literal('multi-line-text'),
    minLength: length(1_000_000),
    maxLength: length(1_000_000),
    default: textOptions.default,
  }),
  z.object({ kind: z.literal('email') }),
  z.object({
    kind: z.literal('whole-number'),
    /** Bits of the column; absent: 64 only where the bounds leave 32. */
    size: z.enum(['32-bit', '64-bit']).optional(),
    minimum: bound.int().optional(),
    maximum: bound.int().optional(),
    default: bound.int().optional(),
  }),
  z.object({
    kind: z.literal('decimal-number'),
    precision: z.number().int().min(1).max(65),
    scale: z.number().int().min(0).max(30),
    minimum: bound.optional(),
    maximum: bound.optional(),
    default: bound.optional(),
  }),
  /** The decimal number that computes quickly and rounds: 64-bit floating point. */
  z.object({
    kind: z.literal('float-number'),
    minimum: bound.optional(),
    maximum: bound.optional(),
    default: bound.optional(),
  }),
  z.object({
    kind: z.literal('date-time'),
    /** Absent: a moment in time. `local`: what a wall clock shows, without a time zone. `date`: a day. */
    format: z.enum(['local', 'date']).optional(),
    default: z.literal('now').optional(),
  }),
  z.object({ kind: z.literal('boolean'), default: z.boolean().optional() }),
  z.object({ kind: z.literal('json') }),
  z.object({
    kind: z.literal('option-set'),
    options,
    /** The value of one of the options. */
    default: z.string().optional(),
  }),
  z.object({
    kind: z.literal('multi-select-option-set'),
    options,
    /** Values of the options. */
    default: z.array(z.string()).max(500).optional(),
  }),
  z.object({ kind: z.literal('geographic-location') }),
  z.object({
    kind: z.literal('file'),
    /** Largest upload in bytes; absent: 10 MiB. */
    maxBytes: z.number().int().min(1).max(1_073_741_824).optional(),
    /** Media types that may be uploaded, such as `image/png` or `image/*`; absent: any. */
    mediaTypes: z
      .array(z.string().regex(/^[a-z0-9][a-z0-9.+-]*\/(?:\*|[a-z0-9][a-z0-9.+-]*)$/, 'Such as image/png or image/*.'))
      .min(1)
      .max(50)
      .optional(),
  }),
  z.object({ kind: z.literal('username') }),
  z.object({
    kind: z.literal('password'),
    /** Absent: 12. */
    minLength: z.number().int().min(8).max(128).optional(),
  }),
  z.object({ kind: z.literal('roles') }),
  z.object({ kind: z.literal('created-at') }),
  z.object({ kind: z.literal('updated-at') }),
  z.object({
    kind: z.literal('relation'),
    /** The entity on the other side (may be this one). */
    entityId: z.string(),
    /** The field on the other side; the two name each other. */
    inverseFieldId: z.string(),
    /** How many records of the other entity belong to one of this. One and many make 1-n, many and many n-n, one and one 1-1. */
    cardinality: z.enum(['one', 'many']),
    /** Of a 1-1 relation, whether the foreign key is on this side; absent: on the `one` side. */
    holdsKey: z.boolean().optional(),
    /** What happens to this record when the one it points at is deleted; only read on the side that holds the key. */
    onDelete: z.enum(['restrict', 'cascade', 'set-null']),
  }),
]);

export type FieldType = z.infer<typeof fieldTypeSchema>;
export type FieldKind = FieldType['kind'];
export type Option = z.infer<typeof optionSchema>;
export type RelationType = Extract<FieldType, { kind: 'relation' }>;

/** True for the side of a relation that has the foreign key; of an n-n relation none has. */
export function holdsKey(type: RelationType): boolean {
  return type.cardinality === 'one' && type.holdsKey !== false;
}
