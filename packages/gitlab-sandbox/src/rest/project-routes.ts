import { rm } from 'node:fs/promises';
import { setHead } from '@amplication/git';
import type { FastifyInstance } from 'fastify';
import { maintainer, owner } from '../access.ts';
import { createProject, type ProjectInput } from '../projects/create-project.ts';
import { findBranch } from '../projects/project-git.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';
import { ApiError, messageError } from './api-error.ts';
import { getCaller, getProject } from './find-project.ts';
import { paginate, paginateById } from './pagination.ts';
import { Params } from './params.ts';
import { presentProject, presentProjectWithAccess, presentSimpleProject } from './present-project.ts';
import { listProjects } from './project-list.ts';

const visibilities = ['private', 'internal', 'public'] as const;
const squashOptions = ['never', 'always', 'default_on', 'default_off'] as const;

/** Projects: list, look at, create, change, delete; and their protected branches. */
export function registerProjectRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/projects', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    const found = listProjects(context, user, context.state.projects, params);
    const simple = params.boolean('simple') ?? false;
    const member = params.boolean('membership') ?? false;
    params.check();
    const present = (project: Project): unknown => {
      if (simple) return presentSimpleProject(context, project);
      return member ? presentProjectWithAccess(context, project, user) : presentProject(context, project);
    };
    const options = { url: context.url(), defaults: { order_by: 'created_at', sort: 'desc' } };
    if (params.string('pagination') === 'keyset')
      return paginateById(request, reply, found, { url: options.url }).map(present);
    return paginate(request, reply, found, options).map(present);
  });

  app.post('/projects', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    if (!params.has('name') && !params.has('path')) {
      throw new ApiError(400, { error: 'name, path are missing, at least one parameter must be provided' });
    }
    const input = {
      name: params.string('name'),
      path: params.string('path'),
      namespaceId: params.integer('namespace_id'),
      description: params.string('description'),
      visibility: params.oneOf('visibility', visibilities),
      initializeWithReadme: params.boolean('initialize_with_readme'),
      defaultBranch: params.string('default_branch'),
      ...mergeSettingsOf(params),
      mergeRequestsEnabled: params.boolean('merge_requests_enabled'),
      topics: params.list('topics'),
    };
    params.check();
    const project = await createProject(context, user, input);
    return reply.code(201).send(presentProjectWithAccess(context, project, user));
  });

  app.get('/projects/:id', async (request) => {
    const { project, user } = getProject(context, request);
    return presentProjectWithAccess(context, project, user);
  });

  app.put('/projects/:id', async (request) => {
    const { project, user } = getProject(context, request, { level: maintainer });
    const params = new Params(request);
    const description = params.string('description');
    const visibility = params.oneOf('visibility', visibilities);
    const enabled = params.boolean('merge_requests_enabled');
    const path = params.string('path');
    const settings = mergeSettingsOf(params);
    const defaultBranch = params.string('default_branch');
    params.check();
    if (defaultBranch !== undefined) await changeDefaultBranch(context, project, defaultBranch);
    project.mergeMethod = settings.mergeMethod ?? project.mergeMethod;
    project.squashOption = settings.squashOption ?? project.squashOption;
    project.removeSourceBranchAfterMerge =
      settings.removeSourceBranchAfterMerge ?? project.removeSourceBranchAfterMerge;
    project.onlyAllowMergeIfAllDiscussionsAreResolved =
      settings.onlyAllowMergeIfAllDiscussionsAreResolved ?? project.onlyAllowMergeIfAllDiscussionsAreResolved;
    if (description !== undefined) project.description = description;
    if (visibility !== undefined) project.visibility = visibility;
    if (enabled !== undefined) project.mergeRequestsEnabled = enabled;
    if (path !== undefined) project.path = path;
    project.updatedAt = timestamp(context);
    return presentProjectWithAccess(context, project, user);
  });

  for (const [verb, archived] of [
    ['archive', true],
    ['unarchive', false],
  ] as const) {
    app.post(`/projects/:id/${verb}`, async (request, reply) => {
      const { project, user } = getProject(context, request, { level: archived ? owner : 0 });
      project.archived = archived;
      return reply.code(201).send(presentProjectWithAccess(context, project, user));
    });
  }

  // Delayed deletion: the first request marks the project, one with `permanently_remove` removes it.
  app.delete('/projects/:id', async (request, reply) => {
    const { project, level } = getProject(context, request);
    if (level < owner) throw messageError(403, '403 Forbidden');
    const params = new Params(request);
    const permanently = params.boolean('permanently_remove') ?? false;
    params.check();
    if (permanently) await removeProject(context, project);
    else if (project.markedForDeletionOn === null) {
      project.markedForDeletionOn = timestamp(context).slice(0, 10);
      project.path = `${project.path}-deletion_scheduled-${project.id}`;
    }
    return reply.code(202).send({ message: '202 Accepted' });
  });

  app.get('/projects/:id/protected_branches', async (request, reply) => {
    const { project } = getProject(context, request, { level: maintainer });
    const access = (level: number): unknown => ({
      id: project.id,
      access_level: level,
      access_level_description: level === maintainer ? 'Maintainers' : 'Developers + Maintainers',
    });
    return paginate(request, reply, project.protectedBranches, { url: context.url() }).map((branch) => ({
      id: branch.id,
      name: branch.name,
      push_access_levels: [access(branch.pushAccessLevel)],
      merge_access_levels: [access(branch.mergeAccessLevel)],
      allow_force_push: branch.allowForcePush,
    }));
  });
}

function mergeSettingsOf(
  params: Params,
): Pick<
  ProjectInput,
  'mergeMethod' | 'squashOption' | 'removeSourceBranchAfterMerge' | 'onlyAllowMergeIfAllDiscussionsAreResolved'
> {
  return {
    mergeMethod: params.oneOf('merge_method', ['merge', 'rebase_merge', 'ff'] as const),
    squashOption: params.oneOf('squash_option', squashOptions),
    removeSourceBranchAfterMerge: params.boolean('remove_source_branch_after_merge'),
    onlyAllowMergeIfAllDiscussionsAreResolved: params.boolean('only_allow_merge_if_all_discussions_are_resolved'),
  };
}

async function changeDefaultBranch(context: SandboxContext, project: Project, branch: string): Promise<void> {
  if (branch === project.defaultBranch) return;
  if ((await findBranch(context, project, branch)) === undefined) {
    throw messageError(400, { base: [`Could not change HEAD: branch '${branch}' does not exist`] });
  }
  project.defaultBranch = branch;
  await setHead({ gitDir: gitDirOf(context, project), branch });
}

async function removeProject(context: SandboxContext, project: Project): Promise<void> {
  const { projects, mergeRequests } = context.state;
  projects.splice(projects.indexOf(project), 1);
  const kept = mergeRequests.filter((one) => one.projectId !== project.id);
  mergeRequests.splice(0, mergeRequests.length, ...kept);
  await rm(gitDirOf(context, project), { recursive: true, force: true });
}
