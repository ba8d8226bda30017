import type { SandboxContext } from '../sandbox-context.ts';
import type { Issue } from '../state/planning-state.ts';
import type { Params } from './params.ts';

/** What issues and merge requests have in common. */
type Issuable = Pick<
  Issue,
  'title' | 'description' | 'labels' | 'milestoneId' | 'authorId' | 'assigneeIds' | 'createdAt' | 'updatedAt'
>;
type Filter = (one: Issuable) => boolean;
type ListContext = Pick<SandboxContext, 'state'>;

/** Whether author, assignees, labels, milestone, text and times are those that the parameters ask for. */
export function issuableFilter(context: ListContext, params: Params): Filter {
  const author = personFilter(context, params, 'author');
  const assignee = personFilter(context, params, 'assignee');
  const others = [labelFilter(params), milestoneFilter(context, params), textFilter(params), timeFilter(params)];
  return (one) => author([one.authorId]) && assignee(one.assigneeIds) && others.every((isWanted) => isWanted(one));
}

/** Whether people are those whom `<role>_id` or `<role>_username` asks for; `None` and `Any` ask whether there is anybody. */
export function personFilter(context: ListContext, params: Params, role: string): (ids: readonly number[]) => boolean {
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
