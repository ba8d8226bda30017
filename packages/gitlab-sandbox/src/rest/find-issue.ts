import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Issue } from '../state/planning-state.ts';
import { ApiError, recordNotFound } from './api-error.ts';
import { getCaller, getProject, type ProjectAccess } from './find-project.ts';

/** The project and the issue that the address names; who changes something must be signed in. */
export function getIssue(context: SandboxContext, request: FastifyRequest): ProjectAccess & { readonly issue: Issue } {
  if (request.method !== 'GET' && request.method !== 'HEAD') getCaller(context, request);
  const access = getProject(context, request);
  const { issue_iid: iid } = request.params as { readonly issue_iid: string };
  if (!/^\d{1,15}$/.test(iid)) throw new ApiError(400, { error: 'issue_iid is invalid' });
  const issue = context.state.issues.find((one) => one.projectId === access.project.id && one.iid === Number(iid));
  if (issue === undefined) throw recordNotFound();
  return { ...access, issue };
}
