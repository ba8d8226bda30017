import { toCommitId } from '@amplication/git';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { projectUrlOf } from '../access.ts';
import { getCommit } from '../projects/project-git.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { pipelineStatuses, type CommitStatus } from '../state/pipeline-state.ts';
import type { Project } from '../state/sandbox-state.ts';
import { ApiError, notFound } from './api-error.ts';
import { getPipeline } from './find-pipeline.ts';
import { getProject } from './find-project.ts';
import { paginate, paginateById } from './pagination.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';
import { presentJob } from './present-pipeline.ts';

/** The jobs of pipelines: what was said of commits, as GitLab shows external jobs. */
export function registerJobRoutes(app: FastifyInstance, context: SandboxContext): void {
  const jobsOf = (project: Project): readonly CommitStatus[] =>
    context.state.commitStatuses.filter((one) => one.projectId === project.id);

  app.get('/projects/:id/pipelines/:pipeline_id/jobs', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const pipeline = getPipeline(context, request, project);
    const jobs = jobsOf(project).filter((one) => one.pipelineId === pipeline.id);
    return sendJobs(context, request, reply, project, jobs);
  });

  app.get('/projects/:id/jobs', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    return sendJobs(context, request, reply, project, [...jobsOf(project)].reverse());
  });

  app.get('/projects/:id/jobs/:job_id', async (request) => {
    const { project } = getProject(context, request, { code: true });
    return present(context, project, getJob(request, jobsOf(project)));
  });

  app.get('/projects/:id/jobs/:job_id/trace', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const job = getJob(request, jobsOf(project));
    return reply.type('text/plain; charset=utf-8').send(job.description ?? '');
  });
}

async function sendJobs(
  context: SandboxContext,
  request: FastifyRequest,
  reply: FastifyReply,
  project: Project,
  jobs: readonly CommitStatus[],
): Promise<readonly unknown[]> {
  const wanted = new Params(request).list('scope');
  if (wanted?.every((one) => pipelineStatuses.some((status) => status === one)) === false) {
    throw new ApiError(400, { error: 'scope does not have a valid value' });
  }
  const found = jobs.filter(({ status }) => wanted === undefined || wanted.includes(status));
  const isKeyset = new Params(request).string('pagination') === 'keyset';
  const options = { url: context.url(), defaults: { order_by: 'id' } };
  const page = isKeyset ? paginateById(request, reply, found, options) : paginate(request, reply, found, options);
  return Promise.all(page.map((one) => present(context, project, one)));
}

function getJob(request: FastifyRequest, jobs: readonly CommitStatus[]): CommitStatus {
  const { job_id: id } = request.params as { readonly job_id: string };
  const found = jobs.find((one) => String(one.id) === id);
  if (found === undefined) throw notFound();
  return found;
}

async function present(context: SandboxContext, project: Project, job: CommitStatus): Promise<object> {
  const pipeline = context.state.pipelines.find(({ id }) => id === job.pipelineId);
  if (pipeline === undefined) throw notFound();
  const commit = await getCommit(context, project, toCommitId(job.sha));
  const projectUrl = projectUrlOf(context, project);
  return { ...presentJob(context, job, pipeline), commit: presentCommit(projectUrl, commit) };
}
