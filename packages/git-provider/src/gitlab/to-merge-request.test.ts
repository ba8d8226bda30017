import { describe, expect, it } from 'vitest';
import { mergeRequestSchema } from './schemas.ts';
import { toMergeRequest } from './to-merge-request.ts';

const raw = {
  iid: 1,
  project_id: 2,
  title: 'Change',
  state: 'opened',
  source_branch: 'a',
  target_branch: 'main',
  labels: [],
  web_url: 'https://host/x',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
};
const read = (more: object): ReturnType<typeof toMergeRequest> =>
  toMergeRequest(mergeRequestSchema.parse({ ...raw, ...more }));
const mergeabilityOf = (detailed_merge_status: string, more = {}): string =>
  read({ detailed_merge_status, ...more }).mergeability;

describe('toMergeRequest', () => {
  it('knows each word of GitLab for whether it can be merged', () => {
    const words = {
      checking: ['preparing', 'unchecked', 'checking', 'approvals_syncing'],
      mergeable: ['mergeable'],
      conflicted: ['conflict'],
      blocked: [
        'ci_must_pass',
        'ci_still_running',
        'commits_status',
        'discussions_not_resolved',
        'draft_status',
        'jira_association_missing',
        'merge_request_blocked',
        'merge_time',
        'need_rebase',
        'not_approved',
        'not_open',
        'requested_changes',
        'security_policy_violations',
        'security_policy_pipeline_check',
        'status_checks_must_pass',
        'locked_paths',
        'locked_lfs_files',
        'title_regex',
        'something_new',
        'constructor',
      ],
    };
    for (const [mergeability, details] of Object.entries(words)) {
      for (const detail of details) {
        expect([detail, mergeabilityOf(detail)]).toEqual([detail, mergeability]);
        expect(read({ detailed_merge_status: detail }).mergeabilityDetail).toBe(detail);
      }
    }
  });

  it('sees the conflict behind a draft when GitLab has tried to merge', () => {
    const has_conflicts = true;
    expect(mergeabilityOf('draft_status', { has_conflicts, merge_status: 'cannot_be_merged' })).toBe('conflicted');
    // So says GitLab, too, when the branch is gone.
    expect(mergeabilityOf('draft_status', { has_conflicts, merge_status: 'can_be_merged' })).toBe('blocked');
  });

  it('reads hosts from before there was a detailed word', () => {
    const of = (merge_status: string): string => read({ merge_status }).mergeability;
    expect(of('can_be_merged')).toBe('mergeable');
    expect(of('cannot_be_merged')).toBe('conflicted');
    expect(of('cannot_be_merged_recheck')).toBe('checking');
    expect(read({}).mergeability).toBe('checking');
  });

  it('leaves empty what lists leave out', () => {
    const empty = { milestoneId: null, pipelineUrl: null, pipelineStatus: null, mergeError: null, diffRefs: null };
    expect(read({})).toMatchObject(empty);
    const full = {
      milestone: { id: 7 },
      head_pipeline: { status: 'failed', web_url: 'https://host/p/1' },
      merge_error: 'Rebase failed',
    };
    expect(read(full)).toMatchObject({
      milestoneId: 7,
      pipelineUrl: 'https://host/p/1',
      pipelineStatus: 'failed',
      mergeError: 'Rebase failed',
    });
  });
});
