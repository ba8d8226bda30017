import { z } from 'zod';
import { CONFLICT_KINDS } from '@amplication/domain';
import { mergeRequestSchema } from './build.ts';
import { id, instant, pageOf } from './shared.ts';

export const CONFLICT_STATES = ['open', 'kept', 'taken', 'edited', 'settled'] as const;
export const CONFLICT_DECISIONS = ['keep', 'take', 'edit'] as const;

/** A file of which a person's work and the generated change do not go together. The person's side is in the branch. */
export const fileConflictSchema = z.object({
  id,
  projectId: id,
  path: z.string(),
  kind: z.enum(CONFLICT_KINDS),
  /** `settled`: over without a decision. */
  state: z.enum(CONFLICT_STATES),
  /** Whether the merge request stays a draft until a person has decided; the others are told, and nothing waits for them. */
  needsDecision: z.boolean(),
  /** What can be decided now; empty where there is nothing to choose. */
  choices: z.array(z.enum(CONFLICT_DECISIONS)),
  /** null between two people. */
  serviceId: id.nullable(),
  serviceName: z.string().nullable(),
  buildId: id,
  commitNumber: z.number().int(),
  branch: z.string(),
  repository: z.object({ fullPath: z.string(), webUrl: z.string() }),
  mergeRequest: mergeRequestSchema.nullable(),
  /** null with a decision: made in the merge request, or by merging it. */
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  createdAt: instant,
});

const lineRange = z.object({ start: z.number().int(), end: z.number().int() });

/** One side of a conflict; `text` is null where the file has no lines, or too many to be shown. */
const sideSchema = z.object({ size: z.number().int(), text: z.string().nullable() });

export const conflictDetailSchema = fileConflictSchema.extend({
  /** Lines from 0, the end exclusive; empty where the whole file is meant. */
  hunks: z.array(z.object({ base: lineRange, ours: lineRange, theirs: lineRange, result: lineRange })),
  /** Each null where there is no such file: `base` was generated before, `ours` is a person's, `theirs` is generated now. */
  base: sideSchema.nullable(),
  ours: sideSchema.nullable(),
  theirs: sideSchema.nullable(),
  /** What the sync put in the branch. */
  result: sideSchema.nullable(),
});

export const conflictPageSchema = pageOf(fileConflictSchema).extend({
  /** How many conflicts of the project wait for a decision. */
  decisions: z.number().int(),
});

/** Longest result that can be edited. A request is at most 1 MB. */
export const LONGEST_RESULT = 500_000;

export const conflictDecisionInput = z.object({
  conflictId: id,
  decision: z.enum(CONFLICT_DECISIONS),
  /** The whole file, with `edit`. */
  content: z
    .string()
    .max(LONGEST_RESULT, 'At most 500,000 characters.')
    .regex(/^[^\0\p{Cs}]*$/u, 'It holds characters that cannot be stored.')
    .optional(),
});

export const resolvedConflictsSchema = z.object({
  conflicts: z.array(fileConflictSchema),
  /** One for each sync branch that something was put on. */
  commits: z.array(z.object({ branch: z.string(), commitId: z.string() })),
});

export type FileConflict = z.infer<typeof fileConflictSchema>;
export type ConflictDetail = z.infer<typeof conflictDetailSchema>;
export type ConflictPage = z.infer<typeof conflictPageSchema>;
export type ConflictChoice = (typeof CONFLICT_DECISIONS)[number];
export type ConflictDecisionInput = z.infer<typeof conflictDecisionInput>;
export type ResolvedConflicts = z.infer<typeof resolvedConflictsSchema>;
