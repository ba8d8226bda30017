import { rm } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { maintainer, nobody, owner } from '../access.ts';
import { changeProject } from '../projects/change-project.ts';
import { createProject } from '../projects/create-project.ts';
import { markProject } from '../projects/mark-project.ts';
import { removeProject } from '../projects/remove-project.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';
import { ApiError, forbidden, messageError } from './api-error.ts';
import { checkUnmodified } from './check-unmodified.ts';
import { getCaller, getProject, getReader } from './find-project.ts';
import { paginate, paginateById } from './pagination.ts';
import { Params } from './params.ts';
import { presentProject, presentProjectWithAccess, presentSimpleProject } from './present-project.ts';
import { listProjects, projectDefaults } from './project-list.ts';
import { readStatistics } from './project-statistics.ts';
import { projectSettings, projectSettingsOf } from './project-settings.ts';

/** Projects: list, look at, create, change, delete. */
export function registerProjectRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/projects', async (request, reply) => {
    const user = getReader(context, request);
    const params = new Params(request);
    const found = listProjects(context, user, context.state.projects, params);
    const simple = user === nobody || (params.boolean('simple') ?? false);
    const member = params.boolean('membership') ?? false;
    const statistics = params.boolean('statistics') ?? false;
    const isKeyset = params.oneOf('pagination', ['keyset', 'legacy']) === 'keyset';
    params.check();
    const present = async (project: Project): Promise<object> => {
      if (simple) return presentSimpleProject(context, project);
      const shown = member ? presentProjectWithAccess(context, project, user) : presentProject(context, project);
      return statistics ? { ...shown, ...(await readStatistics(context, project, user)) } : shown;
    };
    const options = { url: context.url(), defaults: projectDefaults, cappedType: 'Project' };
    const page = isKeyset
      ? paginateById(request, reply, found, { url: options.url })
      : paginate(request, reply, found, options);
    return Promise.all(page.map(present));
  });

  app.post('/projects', async (request, reply) => {
    const { user } = getCaller(context, request);
    const params = new Params(request);
    if (!params.has('name') && !params.has('path')) {
      throw new ApiError(400, { error: 'name, path are missing, at least one parameter must be provided' });
    }
    const input = {
      ...projectSettingsOf(params),
      name: params.string('name'),
      path: params.string('path'),
      namespaceId: params.integer('namespace_id'),
      initializeWithReadme: params.boolean('initialize_with_readme'),
      defaultBranch: params.string('default_branch'),
    };
    params.check();
    const project = await createProject(context, user, input);
    return reply.code(201).send(presentProjectWithAccess(context, project, user));
  });

  app.get('/projects/:id', async (request) => {
    const { project, user } = getProject(context, request);
    if (user === nobody) return presentSimpleProject(context, project);
    const params = new Params(request);
    const [statistics, license] = [params.boolean('statistics'), params.boolean('license')];
    params.check();
    return {
      ...presentProjectWithAccess(context, project, user),
      ...(license === true ? { license_url: null, license: null } : {}),
      ...(statistics === true ? await readStatistics(context, project, user) : {}),
    };
  });

  app.put('/projects/:id', async (request) => {
    const { project, user } = getProject(context, request, { level: maintainer, archived: 'allowed' });
    const params = new Params(request);
    if (!projectSettings.some((name) => params.has(name))) {
      const error = `${projectSettings.join(', ')} are missing, at least one parameter must be provided`;
      throw new ApiError(400, { error });
    }
    const input = {
      ...projectSettingsOf(params),
      name: params.string('name'),
      path: params.string('path'),
      defaultBranch: params.string('default_branch'),
    };
    params.check();
    await changeProject(context, project, input);
    return presentProjectWithAccess(context, project, user);
  });

  // Delayed deletion: the first request marks the project, one with `permanently_remove` removes it.
  app.delete('/projects/:id', async (request, reply) => {
    const { project, level } = getProject(context, request, { archived: 'allowed' });
    if (level < owner) throw forbidden();
    checkUnmodified(request, project.updatedAt);
    const params = new Params(request);
    const permanently = params.boolean('permanently_remove') ?? false;
    params.check();
    if (permanently) {
      removeProject(context.state, project);
      await rm(gitDirOf(context, project), { recursive: true, force: true });
    } else if (project.markedForDeletionOn !== null) {
      throw messageError(400, 'Project has already been marked for deletion');
    } else {
      markProject(context, project);
    }
    return reply.code(202).send({ message: '202 Accepted' });
  });
}
