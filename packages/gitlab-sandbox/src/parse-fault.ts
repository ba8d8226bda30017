import { z } from 'zod';
import type { Fault } from './faults.ts';

const schema = z.strictObject({
  mode: z.enum(['rate-limited', 'token-expired', 'token-revoked', 'read-only']).optional(),
  retryAfterSeconds: z.number().min(0).optional(),
  method: z.string().toUpperCase().optional(),
  path: z.string().optional(),
  status: z.union([z.int().min(200).max(599), z.literal('reset')]).optional(),
  when: z.enum(['before', 'during', 'after']).optional(),
  afterBytes: z.int().min(0).optional(),
  latencyMs: z.number().min(0).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  times: z.int().min(1).optional(),
  skip: z.int().min(0).optional(),
});

/** A fault from the command line, `path` being a regular expression; undefined when the text is not one. */
export function parseFault(text: string): Fault | undefined {
  try {
    const { path, ...rest } = schema.parse(JSON.parse(text));
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return path === undefined ? given : { ...given, path: new RegExp(path) };
  } catch {
    return undefined;
  }
}
