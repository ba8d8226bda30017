import type { FastifyRequest } from 'fastify';
import { canSeeGroup, groupLevelOf, nobody } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, Group, User } from '../state/sandbox-state.ts';
import { forbidden, notFound, unauthorized } from './api-error.ts';
import { getReader } from './find-project.ts';

export interface GroupAccess {
  readonly group: Group;
  readonly user: User;
  readonly level: AccessLevel;
}

/** The group that the address names, by id or full path, for a caller with at least this role in it. */
export function getGroup(
  context: SandboxContext,
  request: FastifyRequest,
  needs: { readonly level?: AccessLevel } = {},
): GroupAccess {
  const user = getReader(context, request);
  const { id } = request.params as { readonly id: string };
  const group = findGroup(context, user, id);
  const level = groupLevelOf(context.state, user, group.id);
  if (user === nobody && needs.level !== undefined) throw unauthorized();
  if (level < (needs.level ?? 0)) throw forbidden();
  return { group, user, level };
}

/** The group that the user may see, by id or full path; throws GitLab's answer. */
export function findGroup(context: Pick<SandboxContext, 'state'>, user: User, id: string): Group {
  const { state } = context;
  const found = /^\d+$/.test(id)
    ? state.groups.find((one) => one.id === Number(id))
    : state.groups.find((one) => one.fullPath.toLowerCase() === id.toLowerCase());
  if (found === undefined || !canSeeGroup(state, user, found)) throw notFound('Group');
  return found;
}
