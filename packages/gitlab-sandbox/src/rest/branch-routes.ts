import { createRef, deleteRef, isAncestor, isBranchName, type CommitId } from '@amplication/git';
import type { FastifyInstance } from 'fastify';
import { canPush, developer, projectUrlOf, protectionOf } from '../access.ts';
import { afterPush } from '../projects/after-push.ts';
import { findBranch, findCommit, getCommit, listBranches } from '../projects/project-git.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { forbidden, messageError, notFound } from './api-error.ts';
import { checkUnmodified } from './check-unmodified.ts';
import { getProject } from './find-project.ts';
import { paginate, paginateByToken } from './pagination.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';

type BranchRoute = { Params: { id: string; branch: string } };

/** Branches: list, look at, create, delete. */
export function registerBranchRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/projects/:id/repository/branches', async (request, reply) => {
    const { project, user } = getProject(context, request, { code: true });
    const params = new Params(request);
    const isKeyset = params.string('pagination') === 'keyset' || params.has('page_token');
    const found = await findBranches(context, project, params);
    const options = { url: context.url(), key: 'page_token', keyOf: ([name]: readonly [string, CommitId]) => name };
    const page = isKeyset
      ? paginateByToken(request, reply, found, options)
      : paginate(request, reply, found, { url: context.url() });
    return Promise.all(page.map(([name, tip]) => presentBranch(context, project, user, name, tip)));
  });

  // Before GET: it would answer HEAD as well, with 200.
  app.head<BranchRoute>('/projects/:id/repository/branches/:branch', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const tip = await findBranch(context, project, request.params.branch);
    return reply.code(tip === undefined ? 404 : 204).send();
  });

  app.get<BranchRoute>('/projects/:id/repository/branches/:branch', async (request) => {
    const { project, user } = getProject(context, request, { code: true });
    const { branch } = request.params;
    const tip = await findBranch(context, project, branch);
    if (tip === undefined) throw notFound('Branch');
    return presentBranch(context, project, user, branch, tip);
  });

  app.post('/projects/:id/repository/branches', async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const params = new Params(request);
    const branch = params.requiredString('branch');
    const ref = params.requiredString('ref');
    params.check();
    const tip = await createBranch(context, project, user, branch, ref);
    return reply.code(201).send(await presentBranch(context, project, user, branch, tip));
  });

  app.delete('/projects/:id/repository/merged_branches', async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const main = await findBranch(context, project, project.defaultBranch ?? '');
    const gitDir = gitDirOf(context, project);
    for (const [branch, tip] of await listBranches(context, project)) {
      if (main === undefined || branch === project.defaultBranch || protectionOf(project, branch) !== undefined)
        continue;
      if (!(await isAncestor({ gitDir, ancestor: tip, descendant: main }))) continue;
      await deleteRef({ gitDir, ref: `refs/heads/${branch}`, expected: tip });
      await afterPush(context, project, user, [{ branch, before: tip, after: null }]);
    }
    return reply.code(202).send({ message: '202 Accepted' });
  });

  app.delete<BranchRoute>('/projects/:id/repository/branches/:branch', async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const { branch } = request.params;
    const tip = await findBranch(context, project, branch);
    if (tip === undefined) throw notFound('Branch');
    checkUnmodified(request, (await getCommit(context, project, tip)).committer.date);
    if (branch === project.defaultBranch) throw messageError(405, 'Cannot remove HEAD branch');
    if (protectionOf(project, branch) !== undefined) throw messageError(405, 'Protected branch cant be removed');
    await deleteRef({ gitDir: gitDirOf(context, project), ref: `refs/heads/${branch}`, expected: tip });
    await afterPush(context, project, user, [{ branch, before: tip, after: null }]);
    return reply.code(204).send();
  });
}

async function createBranch(
  context: SandboxContext,
  project: Project,
  user: User,
  branch: string,
  ref: string,
): Promise<CommitId> {
  if (!isBranchName(branch)) throw messageError(400, 'Branch name is invalid');
  if (!canPush(context.state, user, project, branch)) throw forbidden();
  const branches = await listBranches(context, project);
  if (branches.has(branch)) throw messageError(400, 'Branch already exists');
  const clashes = [...branches.keys()].some((name) => name.startsWith(`${branch}/`) || branch.startsWith(`${name}/`));
  const failed = `Failed to create branch '${branch}': `;
  if (clashes) throw messageError(400, `${failed}Branch name conflicts with existing branch hierarchy.`);
  const tip = await findCommit(context, project, ref);
  if (tip === undefined) throw messageError(400, `${failed}invalid reference name '${ref}'`);
  await createRef({ gitDir: gitDirOf(context, project), ref: `refs/heads/${branch}`, tip });
  await afterPush(context, project, user, [{ branch, before: null, after: tip }]);
  return tip;
}

async function presentBranch(
  context: SandboxContext,
  project: Project,
  user: User,
  name: string,
  tip: CommitId,
): Promise<Record<string, unknown>> {
  const projectUrl = projectUrlOf(context, project);
  const main = project.defaultBranch === null ? undefined : await findBranch(context, project, project.defaultBranch);
  const isDefault = name === project.defaultBranch;
  const gitDir = gitDirOf(context, project);
  const merged = !isDefault && main !== undefined && (await isAncestor({ gitDir, ancestor: tip, descendant: main }));
  const protection = protectionOf(project, name);
  return {
    name,
    commit: presentCommit(projectUrl, await getCommit(context, project, tip)),
    merged,
    protected: protection !== undefined,
    developers_can_push: protection !== undefined && protection.pushAccessLevel <= developer,
    developers_can_merge: protection !== undefined && protection.mergeAccessLevel <= developer,
    can_push: canPush(context.state, user, project, name),
    default: isDefault,
    web_url: `${projectUrl}/-/tree/${name}`,
  };
}

async function findBranches(
  context: SandboxContext,
  project: Project,
  params: Params,
): Promise<readonly (readonly [string, CommitId])[]> {
  const search = params.string('search') ?? '';
  const regex = toRegex(params.string('regex'));
  const sort = params.oneOf('sort', ['name_asc', 'updated_asc', 'updated_desc'] as const) ?? 'name_asc';
  params.check();
  const found = [...(await listBranches(context, project))].filter(
    ([name]) => matches(name, search) && (regex === undefined || regex.test(name)),
  );
  if (sort === 'name_asc') return found;
  const dated = await Promise.all(
    found.map(async (branch) => ({ branch, commit: await getCommit(context, project, branch[1]) })),
  );
  const sign = sort === 'updated_asc' ? 1 : -1;
  dated.sort((a, b) => (Date.parse(a.commit.committer.date) - Date.parse(b.commit.committer.date)) * sign);
  return dated.map(({ branch }) => branch);
}

function toRegex(pattern: string | undefined): RegExp | undefined {
  try {
    return pattern === undefined || pattern === '' ? undefined : new RegExp(pattern);
  } catch {
    throw messageError(400, 'Regex is invalid');
  }
}

function matches(name: string, search: string): boolean {
  if (search.startsWith('^')) return name.toLowerCase().startsWith(search.slice(1).toLowerCase());
  if (search.endsWith('$')) return name.toLowerCase().endsWith(search.slice(0, -1).toLowerCase());
  return name.toLowerCase().includes(search.toLowerCase());
}
