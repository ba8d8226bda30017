import type { FastifyRequest } from 'fastify';
import { canDownload, canSee, findProjectByPath, nobody, projectLevelOf } from '../access.ts';
import { ensureRepository } from '../projects/ensure-repository.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, Project, User } from '../state/sandbox-state.ts';
import { ApiError, forbidden, messageError, notFound, unauthorized } from './api-error.ts';
import { authenticate, requireScope, type Caller } from './authenticate.ts';

const readScopes = ['api', 'read_api'];

/** The caller, who must be signed in and whose token must allow the request. */
export function getCaller(context: SandboxContext, request: FastifyRequest, scopes: readonly string[] = []): Caller {
  const caller = authenticate(context, request);
  if (caller === undefined) throw unauthorized();
  requireScope(caller, [...(isRead(request) ? readScopes : ['api']), ...scopes]);
  return caller;
}

/** The caller of a read, or nobody for an anonymous one; a token that is no good is refused all the same. */
export function getReader(context: SandboxContext, request: FastifyRequest, scopes: readonly string[] = []): User {
  const caller = authenticate(context, request);
  if (caller === undefined) {
    if (isRead(request)) return nobody;
    throw unauthorized();
  }
  requireScope(caller, [...(isRead(request) ? readScopes : ['api']), ...scopes]);
  return caller.user;
}

export interface ProjectAccess {
  readonly project: Project;
  readonly user: User;
  readonly level: AccessLevel;
}

export interface ProjectNeeds {
  /** The least role in the project. */
  readonly level?: AccessLevel;
  /** The caller must be allowed to read files. */
  readonly code?: boolean;
  readonly scopes?: readonly string[];
  /** Archived projects are refused to writers, unless the request is about just that. */
  readonly archived?: 'allowed';
}

/**
 * The project that the address names, by id or path, for a caller with at least this role in it.
 * What the caller may not see is 404, what it sees but may not do is 403; an old path leads to the new one.
 */
export function getProject(context: SandboxContext, request: FastifyRequest, needs: ProjectNeeds = {}): ProjectAccess {
  const user = getReader(context, request, needs.scopes);
  const { id } = request.params as { readonly id: string };
  const project = findProject(context, request, user, id);
  const level = projectLevelOf(context.state, user, project);
  if (user === nobody && needs.level !== undefined) throw unauthorized();
  if (level < (needs.level ?? 0)) throw forbidden();
  if (needs.code === true && !canDownload(context.state, user, project)) throw forbidden();
  if (isWriter(request, needs) && project.archived) throw forbidden();
  ensureRepository(context, project);
  return { project, user, level };
}

/** The project that a reader may see, by id or path; throws GitLab's answers. */
export function findProject(context: SandboxContext, request: FastifyRequest, user: User, id: string): Project {
  const { state } = context;
  const isId = /^\d+$/.test(id);
  const found = isId ? state.projects.find((one) => one.id === Number(id)) : findProjectByPath(state, id);
  if (found !== undefined && canSee(state, user, found)) return found;
  const old = isId ? undefined : state.redirects.find(({ path }) => path.toLowerCase() === id.toLowerCase());
  const moved = state.projects.find((one) => one.id === old?.projectId);
  if (found !== undefined || moved === undefined || !canSee(state, user, moved)) throw notFound('Project');
  throw isRead(request) ? movedTo(context, request, moved) : nonGetOfMoved();
}

function movedTo(context: SandboxContext, request: FastifyRequest, project: Project): ApiError {
  const address = request.url.replace(/^(\/api\/v4\/projects\/)[^/?]+/, `$1${project.id}`);
  const location = `${context.url()}${address}`;
  const body = `This resource has been moved permanently to ${location}`;
  return new ApiError(301, body, { Location: location, 'Content-Type': 'text/plain; charset=utf-8' });
}

function nonGetOfMoved(): ApiError {
  return messageError(405, 'Non GET methods are not allowed for moved projects');
}

function isWriter(request: FastifyRequest, needs: ProjectNeeds): boolean {
  return !isRead(request) && needs.archived === undefined && (needs.level ?? 0) >= 20;
}

function isRead(request: FastifyRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
