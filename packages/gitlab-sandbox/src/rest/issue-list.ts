import type { Issue } from '../state/planning-state.ts';
import type { User } from '../state/sandbox-state.ts';
import type { Params } from './params.ts';

/** The defaults that links to pages of issues repeat. */
export const issueDefaults = {
  order_by: 'created_at',
  scope: 'all',
  sort: 'desc',
  state: 'all',
  with_labels_details: 'false',
} as const;

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

/** Those of the issues that the parameters ask for, newest first unless they say otherwise. */
export function listIssues(
  issues: readonly Issue[],
  params: Params,
  user: User,
  defaultScope: 'all' | 'created_by_me',
): readonly Issue[] {
  const state = params.oneOf('state', ['opened', 'closed', 'all']) ?? 'all';
  const scope = params.oneOf('scope', ['all', 'created_by_me', 'assigned_to_me'] as const) ?? defaultScope;
  const labels = params.list('labels') ?? [];
  const iids = params.ids('iids');
  const search = (params.string('search') ?? '').toLowerCase();
  const orderBy = params.oneOf('order_by', orders) ?? 'created_at';
  const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
  params.check();
  const keyOf = (one: Issue): string =>
    orderBy === 'updated_at' ? one.updatedAt : orderBy === 'title' ? one.title : one.createdAt;
  const sign = sort === 'asc' ? 1 : -1;
  return issues
    .filter((one) => (state === 'all' || one.state === state) && iids?.includes(one.iid) !== false)
    .filter((one) => scope !== 'created_by_me' || one.authorId === user.id)
    .filter((one) => scope !== 'assigned_to_me' || one.assigneeIds.includes(user.id))
    .filter((one) => labels.every((label) => one.labels.includes(label)))
    .filter((one) => `${one.title}\n${one.description ?? ''}`.toLowerCase().includes(search))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -sign : keyOf(a) > keyOf(b) ? sign : (a.id - b.id) * sign));
}
