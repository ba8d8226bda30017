import { isDraft } from '../merge-requests/mergeability.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, User } from '../state/sandbox-state.ts';
import { issuableFilter, personFilter } from './issuable-filter.ts';
import type { Params } from './params.ts';

const states = ['opened', 'closed', 'locked', 'merged', 'all'] as const;
const scopes = ['created_by_me', 'assigned_to_me', 'reviews_for_me', 'created-by-me', 'assigned-to-me', 'all'] as const;
const orders = [
  'created_at',
  'title',
  'updated_at',
  'merged_at',
  'label_priority',
  'milestone_due',
  'popularity',
  'priority',
] as const;

/** The defaults that links to pages of merge requests repeat. */
export const mergeRequestDefaults = {
  order_by: 'created_at',
  scope: 'all',
  sort: 'desc',
  state: 'all',
  with_labels_details: 'false',
  with_merge_status_recheck: 'false',
} as const;

type Filter = (mergeRequest: MergeRequest) => boolean;
type ListContext = Pick<SandboxContext, 'state'>;

/** Those of the merge requests that the parameters ask for, newest first unless they say otherwise. */
export function listMergeRequests(
  context: ListContext,
  user: User,
  mergeRequests: readonly MergeRequest[],
  params: Params,
  defaultScope: (typeof scopes)[number] = 'all',
): readonly MergeRequest[] {
  const filters = [
    scopeFilter(user, params, defaultScope),
    branchFilter(params),
    peopleFilter(context, params),
    approverFilter(context, params),
    issuableFilter(context, params),
    ...params.eachOf('not').map((one) => notFilter(context, one)),
  ];
  const orderBy = params.oneOf('order_by', orders) ?? 'created_at';
  const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
  params.boolean('with_labels_details');
  params.boolean('with_merge_status_recheck');
  params.check();
  const found = mergeRequests.filter((one) => filters.every((isWanted) => isWanted(one)));
  return found.sort((a, b) => compare(orderBy, a, b) * (sort === 'asc' ? 1 : -1));
}

function scopeFilter(user: User, params: Params, defaultScope: (typeof scopes)[number]): Filter {
  const scope = (params.oneOf('scope', scopes) ?? defaultScope).replaceAll('-', '_');
  const state = params.oneOf('state', states) ?? 'all';
  const draft = params.oneOf('wip', ['yes', 'no'] as const);
  const wantsDraft = params.boolean('draft') ?? (draft === undefined ? undefined : draft === 'yes');
  const approved = params.oneOf('approved', ['yes', 'no'] as const);
  return (one) =>
    (state === 'all' || one.state === state) &&
    (wantsDraft === undefined || isDraft(one) === wantsDraft) &&
    (approved === undefined || one.approvals.length > 0 === (approved === 'yes')) &&
    (scope !== 'created_by_me' || one.authorId === user.id) &&
    (scope !== 'assigned_to_me' || one.assigneeIds.includes(user.id)) &&
    (scope !== 'reviews_for_me' || one.reviewerIds.includes(user.id));
}

function branchFilter(params: Params): Filter {
  const source = params.string('source_branch');
  const target = params.string('target_branch');
  const project = params.integer('source_project_id');
  const iids = params.ids('iids');
  return (one) =>
    (source ?? one.sourceBranch) === one.sourceBranch &&
    (target ?? one.targetBranch) === one.targetBranch &&
    (project ?? one.sourceProjectId) === one.sourceProjectId &&
    iids?.includes(one.iid) !== false;
}

function peopleFilter(context: ListContext, params: Params): Filter {
  const reviewer = personFilter(context, params, 'reviewer');
  const merger = personFilter(context, params, 'merge_user');
  return (one) => reviewer(one.reviewerIds) && merger(one.mergedById === null ? [] : [one.mergedById]);
}

// All of the named people have approved.
function approverFilter(context: ListContext, params: Params): Filter {
  const [ids, usernames] = [params.list('approved_by_ids'), params.list('approved_by_usernames')];
  if (ids?.[0]?.toLowerCase() === 'none') return (one) => one.approvals.length === 0;
  if (ids?.[0]?.toLowerCase() === 'any') return (one) => one.approvals.length > 0;
  const named = usernames?.map((name) => context.state.users.find(({ username }) => username === name)?.id ?? 0);
  const wanted = [...(ids ?? []).map(Number), ...(named ?? [])];
  return (one) => wanted.every((id) => one.approvals.some(({ userId }) => userId === id));
}

function notFilter(context: ListContext, params: Params): Filter {
  const people = peopleFilter(context, params);
  const issuable = issuableFilter(context, params);
  return (one) => !(people(one) && issuable(one));
}

function compare(orderBy: (typeof orders)[number], a: MergeRequest, b: MergeRequest): number {
  const keyOf = (one: MergeRequest): string => {
    if (orderBy === 'title') return one.title;
    if (orderBy === 'updated_at') return one.updatedAt;
    return orderBy === 'merged_at' ? (one.mergedAt ?? '') : one.createdAt;
  };
  const [left, right] = [keyOf(a), keyOf(b)];
  return left < right ? -1 : left > right ? 1 : a.id - b.id;
}
