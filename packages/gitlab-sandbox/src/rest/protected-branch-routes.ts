import type { FastifyInstance, FastifyRequest } from 'fastify';
import { maintainer } from '../access.ts';
import { protectBranch } from '../projects/set-default-branch.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { AccessLevel, Project, ProtectedBranch } from '../state/sandbox-state.ts';
import { messageError, recordNotFound } from './api-error.ts';
import { getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';

const path = '/projects/:id/protected_branches';
const levels = ['0', '30', '40', '60'] as const;

/** Which branches are protected, and from whom. */
export function registerProtectedBranchRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(path, async (request, reply) => {
    const { project } = getProject(context, request, { level: maintainer });
    const search = (new Params(request).string('search') ?? '').toLowerCase();
    const found = project.protectedBranches.filter(({ name }) => name.toLowerCase().includes(search));
    return paginate(request, reply, found, { url: context.url() }).map(present);
  });

  app.get(`${path}/:name`, async (request) => {
    const { project } = getProject(context, request, { level: maintainer });
    return present(getRule(request, project));
  });

  app.post(path, async (request, reply) => {
    const { project } = getProject(context, request, { level: maintainer });
    const params = new Params(request);
    const name = params.requiredString('name');
    const rule = {
      name,
      pushAccessLevel: readLevel(params, 'push') ?? 40,
      mergeAccessLevel: readLevel(params, 'merge') ?? 40,
      allowForcePush: params.boolean('allow_force_push') ?? false,
    } as const;
    params.check();
    if (project.protectedBranches.some((one) => one.name === name)) {
      throw messageError(409, `Protected branch '${name}' already exists`);
    }
    return reply.code(201).send(present(protectBranch(context, project, rule)));
  });

  app.patch(`${path}/:name`, async (request) => {
    const { project } = getProject(context, request, { level: maintainer });
    const rule = getRule(request, project);
    const params = new Params(request);
    const push = readLevel(params, 'push');
    const merge = readLevel(params, 'merge');
    const force = params.boolean('allow_force_push');
    params.check();
    rule.pushAccessLevel = push ?? rule.pushAccessLevel;
    rule.mergeAccessLevel = merge ?? rule.mergeAccessLevel;
    rule.allowForcePush = force ?? rule.allowForcePush;
    return present(rule);
  });

  app.delete(`${path}/:name`, async (request, reply) => {
    const { project } = getProject(context, request, { level: maintainer });
    project.protectedBranches.splice(project.protectedBranches.indexOf(getRule(request, project)), 1);
    return reply.code(204).send();
  });
}

// One number, or GitLab's newer list of objects, of which the least strict counts.
function readLevel(params: Params, verb: 'push' | 'merge'): AccessLevel | undefined {
  const single = params.oneOf(`${verb}_access_level`, levels);
  const listed = params.records(`allowed_to_${verb}`)?.flatMap(({ access_level: level }) => level ?? []);
  const given = [...(single === undefined ? [] : [single]), ...(listed ?? [])].map(Number);
  if (given.length === 0) return undefined;
  const known = given.filter((level) => level > 0).map((level) => Math.min(level, 50));
  return (known.length === 0 ? 0 : Math.min(...known)) as AccessLevel;
}

function getRule(request: FastifyRequest, project: Project): ProtectedBranch {
  const { name } = request.params as { readonly name: string };
  const found = project.protectedBranches.find((one) => one.name === name);
  if (found === undefined) throw recordNotFound();
  return found;
}

const descriptions: Readonly<Record<number, string>> = {
  0: 'No one',
  30: 'Developers + Maintainers',
  40: 'Maintainers',
  50: 'Administrators',
};

function present(rule: ProtectedBranch): Record<string, unknown> {
  const access = (id: number, level: number): unknown => ({
    id,
    access_level: level,
    access_level_description: descriptions[level] ?? 'Maintainers',
    deploy_key_id: null,
    user_id: null,
    group_id: null,
  });
  return {
    id: rule.id,
    name: rule.name,
    push_access_levels: [access(rule.id * 2, rule.pushAccessLevel)],
    merge_access_levels: [access(rule.id * 2 + 1, rule.mergeAccessLevel)],
    allow_force_push: rule.allowForcePush,
    unprotect_access_levels: [],
    code_owner_approval_required: false,
    inherited: false,
  };
}
