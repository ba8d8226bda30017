import { z } from 'zod';

// Only the fields that are used; unknown ones are ignored, and enums are open, as GitLab adds to both.

export const userSchema = z.object({
  id: z.number(),
  username: z.string(),
  name: z.string(),
  email: z.string().nullish(),
  web_url: z.string(),
  can_create_project: z.boolean().nullish(),
});

/** An access token, as it tells of itself. */
export const tokenSchema = z.object({
  id: z.number(),
  name: z.string(),
  scopes: z.array(z.string()),
  expires_at: z.string().nullish(),
  active: z.boolean(),
});

export const newTokenSchema = z.object({ token: z.string().min(1), expires_at: z.string().nullish() });

export const versionSchema = z.object({ version: z.string() });

export const namespaceSchema = z.object({
  id: z.number(),
  name: z.string(),
  kind: z.string(),
  path: z.string(),
  full_path: z.string(),
  web_url: z.string(),
});

export const groupSchema = z.object({
  id: z.number(),
  full_name: z.string(),
  full_path: z.string(),
  web_url: z.string(),
  project_creation_level: z.string().nullish(),
});

const accessSchema = z.object({ access_level: z.number() }).nullish();

export const repositorySchema = z.object({
  id: z.number(),
  name: z.string(),
  description: z.string().nullish(),
  path_with_namespace: z.string(),
  namespace: z.object({ id: z.number(), full_path: z.string() }),
  visibility: z.enum(['private', 'internal', 'public']).catch('private'),
  default_branch: z.string().nullish(),
  empty_repo: z.boolean().nullish(),
  web_url: z.string(),
  archived: z.boolean().nullish(),
  merge_requests_enabled: z.boolean().nullish(),
  merge_requests_access_level: z.string().nullish(),
  marked_for_deletion_on: z.string().nullish(),
  marked_for_deletion_at: z.string().nullish(),
  permissions: z.object({ project_access: accessSchema, group_access: accessSchema }).nullish(),
  mirror: z.boolean().nullish(),
  merge_method: z.string().nullish(),
  squash_option: z.string().nullish(),
  created_at: z.string(),
  creator_id: z.number().nullish(),
});

export const branchSchema = z.object({
  name: z.string(),
  default: z.boolean().nullish(),
  protected: z.boolean().nullish(),
  can_push: z.boolean().nullish(),
});

export const memberSchema = z.object({
  id: z.number(),
  username: z.string(),
  name: z.string(),
  access_level: z.number(),
});

export const labelSchema = z.object({ name: z.string(), color: z.string() });

export const milestoneSchema = z.object({ id: z.number(), title: z.string(), state: z.string() });

export const webhookSchema = z.object({
  id: z.number(),
  url: z.string(),
  name: z.string().nullish(),
  created_at: z.string(),
  alert_status: z.string().nullish(),
  disabled_until: z.string().nullish(),
  push_events: z.boolean().nullish(),
  merge_requests_events: z.boolean().nullish(),
  note_events: z.boolean().nullish(),
  pipeline_events: z.boolean().nullish(),
  enable_ssl_verification: z.boolean().nullish(),
  /** From GitLab 19.0. */
  signing_token_present: z.boolean().nullish(),
});

/** `approvals_required` is only in editions that have approvals to be required. */
export const approvalsSchema = z.object({
  approved: z.boolean().nullish(),
  approvals_required: z.number().nullish(),
  approvals_left: z.number().nullish(),
  approved_by: z.array(z.object({ user: z.object({ username: z.string() }) })).nullish(),
});

/** Answers of which nothing is used, also none at all. */
export const anySchema = z.unknown();

const personSchema = z.object({ id: z.number(), username: z.string() }).nullish();
const peopleSchema = z.array(z.object({ id: z.number() })).nullish();

export const mergeRequestSchema = z.object({
  iid: z.number(),
  project_id: z.number(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  draft: z.boolean().nullish(),
  source_project_id: z.number().nullish(),
  source_branch: z.string(),
  target_branch: z.string(),
  sha: z.string().nullish(),
  merge_commit_sha: z.string().nullish(),
  squash_commit_sha: z.string().nullish(),
  merge_status: z.string().nullish(),
  detailed_merge_status: z.string().nullish(),
  has_conflicts: z.boolean().nullish(),
  labels: z.array(z.string()),
  web_url: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  merged_at: z.string().nullish(),
  merge_user: personSchema,
  merged_by: personSchema,
  closed_at: z.string().nullish(),
  closed_by: personSchema,
  assignees: peopleSchema,
  reviewers: peopleSchema,
  squash: z.boolean().nullish(),
  force_remove_source_branch: z.boolean().nullish(),
  should_remove_source_branch: z.boolean().nullish(),
  diff_refs: z
    .object({ base_sha: z.string().nullish(), start_sha: z.string().nullish(), head_sha: z.string().nullish() })
    .nullish(),
  head_pipeline: z.object({ status: z.string().nullish(), web_url: z.string().nullish() }).nullish(),
  milestone: z.object({ id: z.number() }).nullish(),
  merge_error: z.string().nullish(),
});

export const noteSchema = z.object({
  id: z.number(),
  body: z.string(),
  author: z.object({ id: z.number() }).nullish(),
  created_at: z.string(),
  system: z.boolean(),
  resolvable: z.boolean().nullish(),
  resolved: z.boolean().nullish(),
  position: z
    .object({
      new_path: z.string().nullish(),
      old_path: z.string().nullish(),
      new_line: z.number().nullish(),
      old_line: z.number().nullish(),
    })
    .nullish(),
});

export const discussionSchema = z.object({ id: z.string(), notes: z.array(noteSchema) });

export const idsSchema = z.array(z.object({ id: z.number() }));
export type RawRepository = z.infer<typeof repositorySchema>;
export type RawMergeRequest = z.infer<typeof mergeRequestSchema>;
export type RawDiscussion = z.infer<typeof discussionSchema>;
export type RawNote = z.infer<typeof noteSchema>;
export type RawWebhook = z.infer<typeof webhookSchema>;
export type RawBranch = z.infer<typeof branchSchema>;
export type RawGroup = z.infer<typeof groupSchema>;
