import type { Issue } from '../state/planning-state.ts';
import type { User } from '../state/sandbox-state.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { issuableFilter } from './issuable-filter.ts';
import type { Params } from './params.ts';

/** The defaults that links to pages of issues repeat. */
export const issueDefaults = {
  order_by: 'created_at',
  scope: 'all',
  sort: 'desc',
  state: 'all',
  with_labels_details: 'false',
} as const;

const scopes = ['created_by_me', 'assigned_to_me', 'created-by-me', 'assigned-to-me', 'all'] as const;

const orders = [
  'created_at',
  'updated_at',
  'title',
  'due_date',
  'label_priority',
  'milestone_due',
  'popularity',
  'priority',
  'relative_position',
  'weight',
] as const;

const types = ['issue', 'incident', 'test_case', 'requirement', 'task', 'ticket'] as const;

type ListContext = Pick<SandboxContext, 'state'>;

/** Those of the issues that the parameters ask for, newest first unless they say otherwise. */
export function listIssues(
  context: ListContext,
  issues: readonly Issue[],
  params: Params,
  user: User,
  defaultScope: 'all' | 'created_by_me',
): readonly Issue[] {
  const filters = [
    scopeFilter(params, user, defaultScope),
    kindFilter(params),
    issuableFilter(context, params),
    ...params.eachOf('not').map((one) => notFilter(context, one)),
  ];
  const orderBy = params.oneOf('order_by', orders) ?? 'created_at';
  const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
  params.boolean('with_labels_details');
  params.check();
  const keyOf = (one: Issue): string =>
    orderBy === 'updated_at' ? one.updatedAt : orderBy === 'title' ? one.title : one.createdAt;
  const sign = sort === 'asc' ? 1 : -1;
  return issues
    .filter((one) => filters.every((isWanted) => isWanted(one)))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -sign : keyOf(a) > keyOf(b) ? sign : (a.id - b.id) * sign));
}

type Filter = (issue: Issue) => boolean;

function scopeFilter(params: Params, user: User, defaultScope: 'all' | 'created_by_me'): Filter {
  const state = params.oneOf('state', ['opened', 'closed', 'all']) ?? 'all';
  const scope = (params.oneOf('scope', scopes) ?? defaultScope).replaceAll('-', '_');
  return (one) =>
    (state === 'all' || one.state === state) &&
    (scope !== 'created_by_me' || one.authorId === user.id) &&
    (scope !== 'assigned_to_me' || one.assigneeIds.includes(user.id));
}

// All issues here are of the type `issue`.
function kindFilter(params: Params): Filter {
  const iids = params.ids('iids');
  const confidential = params.boolean('confidential');
  const type = params.oneOf('issue_type', types) ?? 'issue';
  return (one) =>
    type === 'issue' && iids?.includes(one.iid) !== false && (confidential ?? one.confidential) === one.confidential;
}

function notFilter(context: ListContext, params: Params): Filter {
  const [kind, issuable] = [kindFilter(params), issuableFilter(context, params)];
  return (one) => !(kind(one) && issuable(one));
}
