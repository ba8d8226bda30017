import { isDraft } from '../merge-requests/mergeability.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project } from '../state/sandbox-state.ts';
import type { Params } from './params.ts';

const states = ['opened', 'closed', 'locked', 'merged', 'all'] as const;

/** The project's merge requests that the parameters ask for, newest first unless they say otherwise. */
export function listMergeRequests(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  params: Params,
): readonly MergeRequest[] {
  const state = params.oneOf('state', states) ?? 'all';
  const source = params.string('source_branch');
  const target = params.string('target_branch');
  const iids = params.list('iids')?.map(Number);
  const search = (params.string('search') ?? '').toLowerCase();
  const labels = params.list('labels');
  const authorId = params.integer('author_id');
  const wip = params.oneOf('wip', ['yes', 'no']);
  const orderBy =
    params.oneOf('order_by', [
      'created_at',
      'title',
      'updated_at',
      'merged_at',
      'label_priority',
      'milestone_due',
      'popularity',
      'priority',
    ]) ?? 'created_at';
  const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
  const updatedAfter = params.string('updated_after');
  params.check();
  const found = context.state.mergeRequests
    .filter((one) => one.projectId === project.id)
    .filter((one) => state === 'all' || one.state === state)
    .filter((one) => source === undefined || one.sourceBranch === source)
    .filter((one) => target === undefined || one.targetBranch === target)
    .filter((one) => iids === undefined || iids.includes(one.iid))
    .filter((one) => authorId === undefined || one.authorId === authorId)
    .filter((one) => wip === undefined || isDraft(one) === (wip === 'yes'))
    .filter((one) => labels === undefined || labels.every((label) => one.labels.includes(label)))
    .filter((one) => updatedAfter === undefined || Date.parse(one.updatedAt) > Date.parse(updatedAfter))
    .filter((one) => `${one.title}\n${one.description ?? ''}`.toLowerCase().includes(search));
  return [...found].sort((a, b) => compare(orderBy, a, b) * (sort === 'asc' ? 1 : -1));
}

function compare(orderBy: string, a: MergeRequest, b: MergeRequest): number {
  const key = orderBy === 'title' ? 'title' : orderBy === 'updated_at' ? 'updatedAt' : 'createdAt';
  return a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.iid - b.iid;
}
