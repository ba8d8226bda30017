import type { SandboxContext } from '../sandbox-context.ts';
import { pipelineStatuses, type Pipeline } from '../state/pipeline-state.ts';
import type { Params } from './params.ts';

const scopes = ['running', 'pending', 'finished', 'branches', 'tags'] as const;
const orders = ['id', 'status', 'ref', 'updated_at', 'user_id'] as const;
const sources = [
  'push',
  'web',
  'trigger',
  'schedule',
  'api',
  'external',
  'pipeline',
  'chat',
  'webide',
  'merge_request_event',
  'external_pull_request_event',
  'parent_pipeline',
  'ondemand_dast_scan',
  'ondemand_dast_validation',
  'security_orchestration_policy',
  'container_registry_push',
  'unknown',
] as const;
const finished: readonly string[] = ['success', 'failed', 'canceled', 'skipped'];

type Filter = (pipeline: Pipeline) => boolean;

/** Those of the pipelines that the parameters ask for, newest first unless they say otherwise. */
export function listPipelines(
  context: Pick<SandboxContext, 'state'>,
  pipelines: readonly Pipeline[],
  params: Params,
): readonly Pipeline[] {
  const filters = [fieldFilter(params), scopeFilter(params), userFilter(context, params), timeFilter(params)];
  const orderBy = params.oneOf('order_by', orders) ?? 'id';
  const sign = params.oneOf('sort', ['asc', 'desc']) === 'asc' ? 1 : -1;
  params.check();
  const found = pipelines.filter((one) => filters.every((isWanted) => isWanted(one)));
  return found.sort((a, b) => compare(keyOf(orderBy, a), keyOf(orderBy, b)) * sign || (a.id - b.id) * sign);
}

function fieldFilter(params: Params): Filter {
  const status = params.oneOf('status', pipelineStatuses);
  const source = params.oneOf('source', sources);
  const [ref, sha] = [params.string('ref'), params.string('sha')];
  return (one) =>
    (status ?? one.status) === one.status &&
    (source ?? one.source) === one.source &&
    (ref ?? one.ref) === one.ref &&
    (sha ?? one.sha) === one.sha;
}

function scopeFilter(params: Params): Filter {
  const scope = params.oneOf('scope', scopes);
  if (scope === undefined) return () => true;
  if (scope === 'finished') return (one) => finished.includes(one.status);
  if (scope === 'branches' || scope === 'tags') return (one) => one.isTag === (scope === 'tags');
  return (one) => one.status === scope;
}

function userFilter(context: Pick<SandboxContext, 'state'>, params: Params): Filter {
  const username = params.string('username');
  const wanted = context.state.users.find((one) => one.username === username);
  return (one) => username === undefined || one.userId === wanted?.id;
}

function timeFilter(params: Params): Filter {
  const after = params.time('updated_after') ?? Number.NEGATIVE_INFINITY;
  const before = params.time('updated_before') ?? Number.POSITIVE_INFINITY;
  return (one) => Date.parse(one.updatedAt) >= after && Date.parse(one.updatedAt) <= before;
}

function keyOf(orderBy: (typeof orders)[number], pipeline: Pipeline): string | number {
  const { id, status, ref, updatedAt, userId } = pipeline;
  return { id, status, ref, updated_at: updatedAt, user_id: userId }[orderBy];
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : Number(a > b);
}
