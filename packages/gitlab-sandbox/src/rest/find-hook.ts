import type { FastifyRequest } from 'fastify';
import { maintainer } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Hook } from '../state/hook-state.ts';
import { ApiError, recordNotFound } from './api-error.ts';
import { getProject, type ProjectAccess } from './find-project.ts';

/** The webhook that the address names, for who may manage it. */
export function getHook(context: SandboxContext, request: FastifyRequest): ProjectAccess & { readonly hook: Hook } {
  const access = getProject(context, request, { level: maintainer });
  const { hook_id: id } = request.params as { readonly hook_id: string };
  if (!/^\d{1,15}$/.test(id)) throw new ApiError(400, { error: 'hook_id is invalid' });
  const hook = context.state.hooks.find((one) => one.projectId === access.project.id && one.id === Number(id));
  if (hook === undefined) throw recordNotFound();
  return { ...access, hook };
}
