import { z } from 'zod';

export const id = z.uuid();
export const instant = z.iso.datetime();
/** Text of one line. Half of a surrogate pair is refused too: it is no text that could be stored. */
export const line = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'One line of text, without control characters.');
/** Text of any number of lines; what no database can store is refused. */
export const text = z
  .string()
  .trim()
  .regex(/^[^\0\p{Cs}]*$/u, 'It holds characters that cannot be stored.');
export const name = line.min(1, 'Give it a name.').max(100, 'At most 100 characters.');
/** An id that the sign-in library made: no UUID, but never more than letters, digits, `_` and `-`. */
export const authId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'Not an id.');
export const ids = <Name extends string>(...names: readonly Name[]): z.ZodObject<Record<Name, typeof id>> =>
  z.object(Object.fromEntries(names.map((each) => [each, id])) as Record<Name, typeof id>);

/** A page of a list that is read by key: pass `cursor` on to get the next one; null at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export const pageQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

export const userSchema = z.object({ id: z.string(), name: z.string(), email: z.string() });

/** The body of every answer that is no success (RFC 9457). */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** One of our codes; the same sentence may change, the code does not. */
  code: z.string(),
  detail: z.string(),
  /** Names the request in the server's log. */
  requestId: z.string(),
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
});
export type ProblemBody = z.infer<typeof problemSchema>;
export type User = z.infer<typeof userSchema>;
