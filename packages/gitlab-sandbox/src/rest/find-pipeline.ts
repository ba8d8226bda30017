import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Pipeline } from '../state/pipeline-state.ts';
import type { Project } from '../state/sandbox-state.ts';
import { ApiError, notFound } from './api-error.ts';

/** The pipelines of a project, newest first. */
export function pipelinesOf(context: Pick<SandboxContext, 'state'>, project: Project): readonly Pipeline[] {
  return context.state.pipelines.filter((one) => one.projectId === project.id).reverse();
}

/** The pipeline that the address names; throws GitLab's answers. */
export function getPipeline(context: SandboxContext, request: FastifyRequest, project: Project): Pipeline {
  const { pipeline_id: id } = request.params as { readonly pipeline_id: string };
  if (!/^\d{1,15}$/.test(id)) throw new ApiError(400, { error: 'pipeline_id is invalid' });
  const found = pipelinesOf(context, project).find((one) => one.id === Number(id));
  if (found === undefined) throw notFound();
  return found;
}
