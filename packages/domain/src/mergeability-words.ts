const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    mergeable: 'Ready to be merged',
    preparing: 'GitLab is preparing it',
    checking: 'GitLab is checking whether it can be merged',
    unchecked: 'GitLab is checking whether it can be merged',
    approvals_syncing: 'GitLab is checking whether it can be merged',
    conflict: 'It conflicts with the target branch',
    need_rebase: 'It has to be rebased first: the repository merges only fast-forward',
    commits_status: 'It has no commits, or its source branch is gone',
    draft_status: 'It is a draft: mark it as ready first',
    discussions_not_resolved: 'There are threads to resolve',
    ci_must_pass: 'Its pipeline has to succeed first',
    ci_still_running: 'Its pipeline is running',
    not_approved: 'It needs approval',
    requested_changes: 'A reviewer requested changes',
    merge_request_blocked: 'Another merge request has to be merged first',
    status_checks_must_pass: 'A status check has to pass first',
    security_policy_violations: 'It violates a security policy',
    security_policy_pipeline_check: 'A security policy waits for a pipeline',
    jira_association_missing: 'Its title or description has to name a Jira issue',
    locked_paths: 'It changes locked files',
    locked_lfs_files: 'It changes locked files',
    title_regex: 'Its title is not as the repository demands',
    merge_time: 'It may not be merged before a set time',
  }),
);

/**
 * Whether an open merge request can be merged, for people, from GitLab's own word (`detailed_merge_status`). GitLab invents
 * new ones: a word that is not known is shown as it is.
 */
export function toMergeabilityWords(detail: string): string | undefined {
  if (detail === '' || detail === 'not_open') return undefined;
  return WORDS.get(detail) ?? `GitLab says: ${detail.replaceAll('_', ' ')}`;
}
