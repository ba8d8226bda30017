import type { FastifyInstance, FastifyRequest } from 'fastify';
import { maintainer, owner } from '../access.ts';
import { listMembers, type MemberPlace } from '../groups/members.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, Membership, User } from '../state/sandbox-state.ts';
import { ApiError, forbidden, messageError, notFound, recordNotFound } from './api-error.ts';
import { getGroup } from './find-group.ts';
import { getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentUser, presentUserById } from './present-user.ts';

interface MemberAccess {
  readonly place: MemberPlace;
  readonly level: AccessLevel;
  readonly user: User;
}

/** The members of projects and groups: list, look at, add, change, remove. */
export function registerMemberRoutes(app: FastifyInstance, context: SandboxContext): void {
  registerPlace(app, context, '/projects', (request, level) => {
    const { project, ...rest } = getProject(context, request, { ...level, archived: 'allowed' });
    return { ...rest, place: { kind: 'project', project } };
  });
  registerPlace(app, context, '/groups', (request, level) => {
    const { group, ...rest } = getGroup(context, request, level.level === undefined ? {} : { level: owner });
    return { ...rest, place: { kind: 'group', group } };
  });
}

type GetAccess = (request: FastifyRequest, level: { readonly level?: AccessLevel }) => MemberAccess;

function registerPlace(app: FastifyInstance, context: SandboxContext, prefix: string, access: GetAccess): void {
  for (const inherited of [false, true]) {
    const path = `${prefix}/:id/members${inherited ? '/all' : ''}`;
    app.get(path, async (request, reply) => {
      const found = findMembers(context, request, access(request, {}).place, inherited);
      return paginate(request, reply, found, { url: context.url() }).map((one) => presentMember(context, one));
    });

    app.get(`${path}/:user_id`, async (request) => {
      const { place } = access(request, {});
      return presentMember(context, getMember(context, request, place, inherited));
    });
  }

  app.post(`${prefix}/:id/members`, async (request, reply) => {
    const { place, user, level } = access(request, { level: maintainer });
    const params = new Params(request);
    const accessLevel = readLevel(params, true);
    const expiresAt = params.day('expires_at') ?? null;
    const people = findPeople(context, params);
    params.check();
    requireRank(level, accessLevel);
    const added = people.map((one) => addMember(context, place, user, one, { accessLevel, expiresAt }));
    const [first] = added;
    if (first === undefined)
      throw new ApiError(400, { error: 'user_id, username are missing, at least one parameter must be provided' });
    return reply.code(201).send(added.length === 1 ? presentMember(context, first) : { status: 'success' });
  });

  app.put(`${prefix}/:id/members/:user_id`, async (request) => {
    const { place, level } = access(request, { level: maintainer });
    const params = new Params(request);
    const accessLevel = readLevel(params, true);
    const expiresAt = params.day('expires_at');
    params.check();
    const member = getMember(context, request, place, false);
    requireRank(level, accessLevel);
    requireRank(level, member.accessLevel);
    member.accessLevel = accessLevel;
    if (params.all['expires_at'] !== undefined) member.expiresAt = expiresAt ?? null;
    return presentMember(context, member);
  });

  app.delete(`${prefix}/:id/members/:user_id`, async (request, reply) => {
    const { place, user, level } = access(request, {});
    const member = getMember(context, request, place, false);
    const isLeaving = member.userId === user.id;
    if (!isLeaving && level < (place.kind === 'group' ? owner : maintainer)) throw forbidden();
    if (!isLeaving) requireRank(level, member.accessLevel);
    context.state.memberships.splice(context.state.memberships.indexOf(member), 1);
    return reply.code(204).send();
  });
}

const levels = ['10', '15', '20', '30', '40', '50'] as const;

function readLevel(params: Params, required: boolean): AccessLevel {
  const value = required
    ? params.requiredOneOf('access_level', levels)
    : (params.oneOf('access_level', levels) ?? '10');
  return Number(value) as AccessLevel;
}

// Nobody gives, changes or takes a role above their own.
function requireRank(level: AccessLevel, needed: AccessLevel): void {
  if (needed > level) throw forbidden();
}

function findPeople(context: SandboxContext, params: Params): readonly User[] {
  const ids = params.list('user_id') ?? [];
  const names = params.list('username') ?? [];
  return [...ids, ...names].map((wanted, index) => {
    const found = context.state.users.find((one) =>
      index < ids.length ? String(one.id) === wanted : one.username === wanted,
    );
    if (found === undefined) throw notFound('User');
    return found;
  });
}

function addMember(
  context: SandboxContext,
  place: MemberPlace,
  by: User,
  person: User,
  role: Pick<Membership, 'accessLevel' | 'expiresAt'>,
): Membership {
  if (listMembers(context.state, place, false).some(({ userId }) => userId === person.id)) {
    throw messageError(409, 'Member already exists');
  }
  const inherited = listMembers(context.state, place, true).find(({ userId }) => userId === person.id);
  if (inherited !== undefined && inherited.accessLevel > role.accessLevel) {
    const group = context.state.groups.find(({ id }) => id === inherited.groupId);
    const sentence = `should be greater than or equal to ${roleNames[inherited.accessLevel]} inherited membership from group ${group?.name}`;
    throw messageError(400, { access_level: [sentence] });
  }
  const member: Membership = {
    userId: person.id,
    groupId: place.kind === 'group' ? place.group.id : null,
    projectId: place.kind === 'project' ? place.project.id : null,
    createdAt: timestamp(context),
    createdById: by.id,
    ...role,
  };
  context.state.memberships.push(member);
  return member;
}

const roleNames: Readonly<Record<number, string>> = {
  10: 'Guest',
  15: 'Planner',
  20: 'Reporter',
  30: 'Developer',
  40: 'Maintainer',
  50: 'Owner',
};

function findMembers(
  context: SandboxContext,
  request: FastifyRequest,
  place: MemberPlace,
  inherited: boolean,
): readonly Membership[] {
  const params = new Params(request);
  const query = (params.string('query') ?? '').toLowerCase();
  const ids = params.ids('user_ids');
  const skipped = params.ids('skip_users') ?? [];
  params.check();
  return listMembers(context.state, place, inherited).filter(({ userId }) => {
    const user = context.state.users.find(({ id }) => id === userId);
    if (user === undefined || skipped.includes(userId) || ids?.includes(userId) === false) return false;
    return `${user.name}\n${user.username}`.toLowerCase().includes(query);
  });
}

function getMember(
  context: SandboxContext,
  request: FastifyRequest,
  place: MemberPlace,
  inherited: boolean,
): Membership {
  const { user_id: id } = request.params as { readonly user_id: string };
  const found = listMembers(context.state, place, inherited).find(({ userId }) => String(userId) === id);
  if (found === undefined) throw recordNotFound();
  return found;
}

function presentMember(context: SandboxContext, member: Membership): Record<string, unknown> {
  const user = context.state.users.find(({ id }) => id === member.userId);
  const creator = presentUserById(context, member.createdById);
  return {
    ...(user === undefined ? {} : presentUser(context, user)),
    access_level: member.accessLevel,
    created_at: member.createdAt,
    ...(creator === null ? {} : { created_by: creator }),
    expires_at: member.expiresAt,
    membership_state: 'active',
  };
}
