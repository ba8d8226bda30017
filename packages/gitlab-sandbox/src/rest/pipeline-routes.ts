import type { FastifyInstance, FastifyRequest } from 'fastify';
import { developer } from '../access.ts';
import { createPipeline, setCommitStatus, setPipelineStatus } from '../pipelines/change-pipeline.ts';
import { listTags } from '../projects/tags.ts';
import { findBranch, findCommit, listBranches } from '../projects/project-git.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { pipelineStatuses, type Pipeline } from '../state/pipeline-state.ts';
import type { Project } from '../state/sandbox-state.ts';
import { messageError, notFound } from './api-error.ts';
import { getPipeline, pipelinesOf } from './find-pipeline.ts';
import { getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { listPipelines } from './pipeline-list.ts';
import { presentCommitStatus, presentPipeline, presentPipelineBasic } from './present-pipeline.ts';

const path = '/projects/:id/pipelines';
const givenStates = ['pending', 'running', 'success', 'failed', 'canceled', 'skipped'] as const;

/** Pipelines, which nothing here runs: others tell how they go. */
export function registerPipelineRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  app.get(path, async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const params = new Params(request);
    const found = listPipelines(context, pipelinesOf(context, project), params);
    const options = { url: context.url(), defaults: { order_by: 'id', sort: 'desc' } };
    return paginate(request, reply, found, options).map((one) => presentPipelineBasic(context, one));
  });

  app.get(`${path}/latest`, async (request) => {
    const { project } = getProject(context, request, { code: true });
    const ref = new Params(request).string('ref') ?? project.defaultBranch;
    const found = pipelinesOf(context, project).find((one) => one.ref === ref);
    if (found === undefined) throw notFound('Pipeline');
    return presentPipeline(context, found);
  });

  app.get(`${path}/:pipeline_id`, async (request) => {
    const { project } = getProject(context, request, { code: true });
    return presentPipeline(context, getPipeline(context, request, project));
  });

  for (const list of ['variables', 'bridges']) {
    app.get(`${path}/:pipeline_id/${list}`, async (request) => {
      getPipeline(context, request, getProject(context, request, { code: true }).project);
      return [];
    });
  }

  // GitLab refuses this without a CI configuration; here `status` says how the pipeline is.
  app.post('/projects/:id/pipeline', async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const params = new Params(request);
    const ref = params.requiredString('ref');
    const status = params.oneOf('status', pipelineStatuses) ?? 'pending';
    params.check();
    const sha = await findCommit(context, project, ref);
    if (sha === undefined) throw messageError(400, { base: ['Reference not found'] });
    const isTag = (await findBranch(context, project, ref)) === undefined;
    const pipeline = createPipeline(context, project, user, { sha, ref, isTag, source: 'api', status });
    return reply.code(201).send(presentPipeline(context, pipeline));
  });

  for (const [verb, status] of [
    ['cancel', 'canceled'],
    ['retry', 'running'],
  ] as const) {
    app.post(`${path}/:pipeline_id/${verb}`, async (request, reply) => {
      const { project, user } = getProject(context, request, { level: developer });
      const pipeline = getPipeline(context, request, project);
      setPipelineStatus(context, project, user, pipeline, status);
      return reply.code(201).send(presentPipeline(context, pipeline));
    });
  }

  app.delete(`${path}/:pipeline_id`, async (request, reply) => {
    const { project } = getProject(context, request, { level: 50 });
    state.pipelines.splice(state.pipelines.indexOf(getPipeline(context, request, project)), 1);
    return reply.code(204).send();
  });

  app.post<{ Params: { sha: string } }>('/projects/:id/statuses/:sha', async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const params = new Params(request);
    const coverage = params.string('coverage');
    const input = {
      name: params.string('name') ?? params.string('context') ?? 'default',
      status: params.requiredOneOf('state', givenStates),
      targetUrl: params.string('target_url'),
      description: params.string('description'),
      coverage: coverage === undefined ? undefined : Number(coverage),
    };
    params.check();
    const pipeline = await ensurePipeline(context, request, project, user);
    return reply.code(201).send(presentCommitStatus(context, setCommitStatus(context, project, user, pipeline, input)));
  });

  app.get<{ Params: { sha: string } }>('/projects/:id/repository/commits/:sha/statuses', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const params = new Params(request);
    const sha = await findCommit(context, project, request.params.sha);
    if (sha === undefined) throw notFound('Commit');
    const [ref, name] = [params.string('ref'), params.string('name')];
    const found = state.commitStatuses
      .filter((one) => one.projectId === project.id && one.sha === sha)
      .filter((one) => (ref ?? one.ref) === one.ref && (name ?? one.name) === one.name);
    return paginate(request, reply, found, { url: context.url() }).map((one) => presentCommitStatus(context, one));
  });
}

type Access = ReturnType<typeof getProject>;

// A status without a pipeline of its commit begins one.
async function ensurePipeline(
  context: SandboxContext,
  request: FastifyRequest,
  project: Project,
  user: Access['user'],
): Promise<Pipeline> {
  const params = new Params(request);
  const sha = await findCommit(context, project, params.string('sha') ?? '');
  if (sha === undefined) throw notFound('Commit');
  const ref = params.string('ref');
  const wanted = params.integer('pipeline_id');
  const known = pipelinesOf(context, project).find(
    (one) => one.sha === sha && (ref ?? one.ref) === one.ref && (wanted ?? one.id) === one.id,
  );
  if (known !== undefined) return known;
  if (wanted !== undefined) throw notFound('Pipeline');
  const found = ref ?? (await findRefOf(context, project, sha));
  if (found === undefined) throw notFound('References for commit');
  return createPipeline(context, project, user, { sha, ref: found, source: 'external', status: 'created' });
}

async function findRefOf(context: SandboxContext, project: Project, sha: string): Promise<string | undefined> {
  const branches = await listBranches(context, project);
  const branch = [...branches].find(([, tip]) => tip === sha)?.[0];
  if (branch !== undefined) return branch;
  return (
    (await listTags(context, project)).find(({ commit }) => commit === sha)?.name ?? project.defaultBranch ?? undefined
  );
}
