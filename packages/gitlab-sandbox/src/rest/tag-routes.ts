import { isBranchName, runGit } from '@amplication/git';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { developer, projectUrlOf } from '../access.ts';
import { afterPush } from '../projects/after-push.ts';
import { findCommit, getCommit } from '../projects/project-git.ts';
import { listTags, makeTagObject, type Tag } from '../projects/tags.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';
import { messageError, notFound } from './api-error.ts';
import { getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';

const path = '/projects/:id/repository/tags';

/** Tags: list, look at, create, delete. */
export function registerTagRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(path, async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const params = new Params(request);
    const search = (params.string('search') ?? '').replace(/^\^/, '').toLowerCase();
    const sort = params.oneOf('sort', ['asc', 'desc']) ?? 'desc';
    params.check();
    const found = (await listTags(context, project)).filter(({ name }) => name.toLowerCase().includes(search));
    const sorted = sort === 'asc' ? found : [...found].reverse();
    const page = paginate(request, reply, sorted, { url: context.url() });
    return Promise.all(page.map((tag) => present(context, project, tag)));
  });

  app.get(`${path}/:tag_name`, async (request) => {
    const { project } = getProject(context, request, { code: true });
    return present(context, project, await getTag(context, request, project));
  });

  app.post(path, async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const params = new Params(request);
    const name = params.requiredString('tag_name');
    const ref = params.requiredString('ref');
    const message = params.string('message') ?? '';
    params.check();
    if (!isBranchName(name)) throw messageError(400, 'Tag name invalid');
    if ((await listTags(context, project)).some((one) => one.name === name)) {
      throw messageError(400, `Tag ${name} already exists`);
    }
    const commit = await findCommit(context, project, ref);
    if (commit === undefined) throw messageError(400, `Target ${ref} is invalid`);
    const target = message === '' ? commit : await makeTagObject(context, project, user, { name, commit, message });
    await runGit(['update-ref', `refs/tags/${name}`, target, '0'.repeat(40)], { gitDir: gitDirOf(context, project) });
    await afterPush(context, project, user, [], { tags: [{ kind: 'tag', name, before: null, after: commit }] });
    return reply.code(201).send(await present(context, project, { name, target, commit, message }));
  });

  app.delete(`${path}/:tag_name`, async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const { name, target, commit } = await getTag(context, request, project);
    await runGit(['update-ref', '-d', `refs/tags/${name}`, target], { gitDir: gitDirOf(context, project) });
    await afterPush(context, project, user, [], { tags: [{ kind: 'tag', name, before: commit, after: null }] });
    return reply.code(204).send();
  });
}

async function getTag(context: SandboxContext, request: FastifyRequest, project: Project): Promise<Tag> {
  const { tag_name: wanted } = request.params as { readonly tag_name: string };
  const found = (await listTags(context, project)).find(({ name }) => name === wanted);
  if (found === undefined) throw notFound('Tag');
  return found;
}

async function present(context: SandboxContext, project: Project, tag: Tag): Promise<Record<string, unknown>> {
  const commit = await getCommit(context, project, tag.commit);
  return {
    name: tag.name,
    message: tag.message,
    target: tag.target,
    commit: presentCommit(projectUrlOf(context, project), commit),
    release: null,
    protected: false,
    created_at: tag.message === '' ? null : commit.committer.date,
  };
}
