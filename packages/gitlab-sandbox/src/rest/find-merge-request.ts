import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, MergeRequest, Project } from '../state/sandbox-state.ts';
import { ApiError, recordNotFound } from './api-error.ts';
import { getProject, type ProjectAccess } from './find-project.ts';

/** The merge request of this number, or undefined. */
export function findMergeRequest(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  iid: number,
): MergeRequest | undefined {
  return context.state.mergeRequests.find((one) => one.projectId === project.id && one.iid === iid);
}

/** The project and the merge request that the address names. */
export function getMergeRequest(
  context: SandboxContext,
  request: FastifyRequest,
  options: { readonly level?: AccessLevel } = {},
): ProjectAccess & { readonly mergeRequest: MergeRequest } {
  const access = getProject(context, request, { code: true, ...options });
  const { merge_request_iid: iid } = request.params as { readonly merge_request_iid: string };
  if (!/^\d{1,15}$/.test(iid)) throw new ApiError(400, { error: 'merge_request_iid is invalid' });
  const mergeRequest = findMergeRequest(context, access.project, Number(iid));
  if (mergeRequest === undefined) throw recordNotFound();
  return { ...access, mergeRequest };
}
