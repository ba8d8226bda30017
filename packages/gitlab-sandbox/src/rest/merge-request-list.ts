import { isDraft } from '../merge-requests/mergeability.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, User } from '../state/sandbox-state.ts';
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
    labelFilter(params),
    milestoneFilter(context, params),
    textFilter(params),
    timeFilter(params),
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
  const author = personFilter(context, params, 'author');
  const assignee = personFilter(context, params, 'assignee');
  const reviewer = personFilter(context, params, 'reviewer');
  const merger = personFilter(context, params, 'merge_user');
  return (one) =>
    author([one.authorId]) &&
    assignee(one.assigneeIds) &&
    reviewer(one.reviewerIds) &&
    merger(one.mergedById === null ? [] : [one.mergedById]);
}

// By id or name; `None` and `Any` ask whether there is anybody.
function personFilter(context: ListContext, params: Params, role: string): (ids: readonly number[]) => boolean {
  const wanted = params.string(`${role}_id`)?.toLowerCase();
  const names = params.list(`${role}_username`);
  const named = names === undefined ? undefined : context.state.users.filter((one) => names.includes(one.username));
  return (ids) => {
    if (wanted === 'none' || wanted === '0') return ids.length === 0;
    if (wanted === 'any') return ids.length > 0;
    if (wanted !== undefined && !ids.includes(Number(wanted))) return false;
    return named === undefined || named.some(({ id }) => ids.includes(id));
  };
}

function labelFilter(params: Params): Filter {
  const labels = params.list('labels');
  const [first] = labels ?? [];
  if (first?.toLowerCase() === 'none') return (one) => one.labels.length === 0;
  if (first?.toLowerCase() === 'any') return (one) => one.labels.length > 0;
  return (one) => labels === undefined || labels.every((label) => one.labels.includes(label));
}

function milestoneFilter(context: ListContext, params: Params): Filter {
  const wanted = params.string('milestone');
  if (wanted?.toLowerCase() === 'none') return (one) => one.milestoneId === null;
  if (wanted?.toLowerCase() === 'any') return (one) => one.milestoneId !== null;
  const ids = context.state.milestones.filter(({ title }) => title === wanted).map(({ id }) => id);
  return (one) => wanted === undefined || (one.milestoneId !== null && ids.includes(one.milestoneId));
}

function textFilter(params: Params): Filter {
  const search = (params.string('search') ?? '').toLowerCase();
  const within = params.list('in') ?? ['title', 'description'];
  return (one) => {
    const texts = [within.includes('title') ? one.title : '', within.includes('description') ? one.description : ''];
    return texts.join('\n').toLowerCase().includes(search);
  };
}

function timeFilter(params: Params): Filter {
  const updated = rangeOf(params, 'updated');
  const created = rangeOf(params, 'created');
  return (one) => updated(one.updatedAt) && created(one.createdAt);
}

function rangeOf(params: Params, name: string): (time: string) => boolean {
  const after = params.time(`${name}_after`) ?? Number.NEGATIVE_INFINITY;
  const before = params.time(`${name}_before`) ?? Number.POSITIVE_INFINITY;
  return (time) => Date.parse(time) >= after && Date.parse(time) <= before;
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
