import type { FastifyRequest } from 'fastify';
import { canDownload, canSee, findProjectByPath, projectLevelOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, Project, User } from '../state/sandbox-state.ts';
import { forbidden, notFound, unauthorized } from './api-error.ts';
import { authenticate, requireScope, type Caller } from './authenticate.ts';

const readScopes = ['api', 'read_api'];

/** The caller, who must be signed in and whose token must allow the request. */
export function getCaller(context: SandboxContext, request: FastifyRequest, scopes: readonly string[] = []): Caller {
  const caller = authenticate(context, request);
  if (caller === undefined) throw unauthorized();
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  requireScope(caller, [...(isRead ? readScopes : ['api']), ...scopes]);
  return caller;
}

export interface ProjectAccess {
  readonly project: Project;
  readonly user: User;
  readonly level: AccessLevel;
}

/**
 * The project that the address names, by id or path, for a caller with at least this role in it.
 * What the caller may not see is 404, what it sees but may not do is 403.
 */
export function getProject(
  context: SandboxContext,
  request: FastifyRequest,
  options: { readonly level?: AccessLevel; readonly code?: boolean; readonly scopes?: readonly string[] } = {},
): ProjectAccess {
  const { user } = getCaller(context, request, options.scopes);
  const { id } = request.params as { readonly id: string };
  const project = findProject(context, id);
  if (project === undefined || !canSee(context.state, user, project)) throw notFound('Project');
  const level = projectLevelOf(context.state, user, project);
  if (level < (options.level ?? 0)) throw forbidden();
  if (options.code === true && !canDownload(context.state, user, project)) throw forbidden();
  if (options.level !== undefined && options.level >= 30 && project.archived) throw forbidden();
  return { project, user, level };
}

function findProject(context: SandboxContext, id: string): Project | undefined {
  if (/^\d+$/.test(id)) return context.state.projects.find((project) => project.id === Number(id));
  return findProjectByPath(context.state, id);
}
