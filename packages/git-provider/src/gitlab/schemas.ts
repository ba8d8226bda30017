import { z } from 'zod';

// Only the fields that are used; unknown ones are ignored, and enums are open, as GitLab adds to both.

export const userSchema = z.object({
  id: z.number(),
  username: z.string(),
  name: z.string(),
  email: z.string().nullish(),
  web_url: z.string(),
});

/** An access token, as it tells of itself. */
export const tokenSchema = z.object({ scopes: z.array(z.string()) });

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
});

const personSchema = z.object({ id: z.number(), username: z.string() }).nullish();
const peopleSchema = z.array(z.object({ id: z.number() })).nullish();

export const mergeRequestSchema = z.object({
  iid: z.number(),
  project_id: z.number(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  draft: z.boolean().nullish(),
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
  head_pipeline: z.object({ status: z.string().nullish() }).nullish(),
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
export type RawGroup = z.infer<typeof groupSchema>;
