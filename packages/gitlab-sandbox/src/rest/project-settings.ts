import type { ProjectInput } from '../projects/create-project.ts';
import type { Params } from './params.ts';

const visibilities = ['private', 'internal', 'public'] as const;
const squashOptions = ['never', 'always', 'default_on', 'default_off'] as const;
const levels = ['disabled', 'private', 'enabled'] as const;

/** What of a project can be changed. */
export const projectSettings = [
  'approvals_before_merge',
  'allow_merge_on_skipped_pipeline',
  'default_branch',
  'description',
  'issues_access_level',
  'issues_enabled',
  'merge_method',
  'merge_requests_access_level',
  'merge_requests_enabled',
  'name',
  'only_allow_merge_if_all_discussions_are_resolved',
  'only_allow_merge_if_pipeline_succeeds',
  'path',
  'remove_source_branch_after_merge',
  'squash_option',
  'tag_list',
  'topics',
  'visibility',
] as const;

/** The settings that creating and changing a project have in common. */
export function projectSettingsOf(params: Params): Omit<ProjectInput, 'name' | 'path' | 'namespaceId'> {
  const enabled = (name: string): boolean | undefined => {
    const level = params.oneOf(`${name}_access_level`, levels);
    return params.boolean(`${name}_enabled`) ?? (level === undefined ? undefined : level !== 'disabled');
  };
  return {
    description: params.string('description'),
    visibility: params.oneOf('visibility', visibilities),
    mergeMethod: params.oneOf('merge_method', ['merge', 'rebase_merge', 'ff'] as const),
    squashOption: params.oneOf('squash_option', squashOptions),
    removeSourceBranchAfterMerge: params.boolean('remove_source_branch_after_merge'),
    onlyAllowMergeIfAllDiscussionsAreResolved: params.boolean('only_allow_merge_if_all_discussions_are_resolved'),
    onlyAllowMergeIfPipelineSucceeds: params.boolean('only_allow_merge_if_pipeline_succeeds'),
    allowMergeOnSkippedPipeline: params.boolean('allow_merge_on_skipped_pipeline'),
    approvalsRequired: params.integer('approvals_before_merge'),
    mergeRequestsEnabled: enabled('merge_requests'),
    issuesEnabled: enabled('issues'),
    topics: params.list('topics') ?? params.list('tag_list'),
  };
}
