import { diffStat, log, type CommitId, type GitCommit } from '@amplication/git';
import type { FastifyInstance } from 'fastify';
import { developer, fullPathOf } from '../access.ts';
import { emptyTree, readDiffs } from '../projects/read-diffs.ts';
import { commitActions, type FileAction } from '../projects/commit-actions.ts';
import { findCommit, findMergeBase, getCommit } from '../projects/project-git.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';
import { ApiError, notFound } from './api-error.ts';
import { getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';

/** Commits and the comparison of two. */
export function registerCommitRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/projects/:id/repository/commits', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const params = new Params(request);
    const path = params.string('path');
    const firstParent = params.boolean('first_parent');
    params.check();
    if (project.defaultBranch === null && !params.has('ref_name'))
      return paginate(request, reply, [], { url: context.url(), totals: false });
    const tip = await findCommit(context, project, params.string('ref_name') ?? 'HEAD');
    if (tip === undefined) throw notFound('Commit');
    const commits = await log({ gitDir: gitDirOf(context, project), tips: [tip], limit: 5000, path, firstParent });
    const url = projectUrlOf(context, project);
    return paginate(request, reply, commits, { url: context.url(), totals: false }).map((one) =>
      presentCommit(url, one),
    );
  });

  app.get<{ Params: { id: string; sha: string } }>('/projects/:id/repository/commits/:sha', async (request) => {
    const { project } = getProject(context, request, { code: true });
    const id = await findCommit(context, project, request.params.sha);
    if (id === undefined) throw notFound('Commit');
    return presentCommitDetail(context, project, await getCommit(context, project, id));
  });

  app.get<{ Params: { id: string; sha: string } }>(
    '/projects/:id/repository/commits/:sha/diff',
    async (request, reply) => {
      const { project } = getProject(context, request, { code: true });
      const id = await findCommit(context, project, request.params.sha);
      if (id === undefined) throw notFound('Commit');
      const commit = await getCommit(context, project, id);
      const diffs = await readDiffs({
        gitDir: gitDirOf(context, project),
        from: commit.parents[0] ?? emptyTree,
        to: id,
      });
      return paginate(request, reply, diffs, { url: context.url() });
    },
  );

  app.post('/projects/:id/repository/commits', async (request, reply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const params = new Params(request);
    const branch = params.requiredString('branch');
    const message = params.requiredString('commit_message');
    const force = params.boolean('force');
    const author = { name: params.string('author_name'), email: params.string('author_email') };
    const startRef = params.string('start_sha') ?? params.string('start_branch');
    const actions = params.all['actions'];
    params.check();
    if (actions === undefined) throw new ApiError(400, { error: 'actions is missing' });
    const parsed = toActions(actions);
    const id = await commitActions(context, project, user, {
      branch,
      startRef,
      force,
      message,
      author,
      actions: parsed,
    });
    return reply.code(201).send(await presentCommitDetail(context, project, await getCommit(context, project, id)));
  });

  app.get('/projects/:id/repository/compare', async (request) => {
    const { project } = getProject(context, request, { code: true });
    const params = new Params(request);
    const [fromRef, toRef] = [params.requiredString('from'), params.requiredString('to')];
    const straight = params.boolean('straight') ?? false;
    params.check();
    const from = await findCommit(context, project, fromRef);
    const to = await findCommit(context, project, toRef);
    if (from === undefined || to === undefined) throw notFound('Ref');
    const gitDir = gitDirOf(context, project);
    const base = straight ? from : ((await findMergeBase(context, project, from, to)) ?? from);
    const commits = await log({ gitDir, tips: [to], exclude: [from], limit: 1000 });
    const url = projectUrlOf(context, project);
    const newest = commits[0];
    return {
      commit: newest === undefined ? null : presentCommit(url, newest),
      commits: [...commits].reverse().map((one) => presentCommit(url, one)),
      diffs: await readDiffs({ gitDir, from: base, to }),
      compare_timeout: false,
      compare_same_ref: fromRef === toRef,
      web_url: `${url}/-/compare/${fromRef}${straight ? '..' : '...'}${toRef}`,
    };
  });
}

/** A commit with its line counts. */
export async function presentCommitDetail(
  context: SandboxContext,
  project: Project,
  commit: GitCommit,
): Promise<Record<string, unknown>> {
  const from: CommitId | typeof emptyTree = commit.parents[0] ?? emptyTree;
  const { insertions, deletions } = await diffStat({ gitDir: gitDirOf(context, project), from, to: commit.id });
  return {
    ...presentCommit(projectUrlOf(context, project), commit),
    stats: { additions: insertions, deletions, total: insertions + deletions },
    status: null,
    project_id: project.id,
    last_pipeline: null,
  };
}

function projectUrlOf(context: SandboxContext, project: Project): string {
  return `${context.url()}/${fullPathOf(context.state, project)}`;
}

const verbs = ['create', 'update', 'delete', 'move', 'chmod'] as const;

function toActions(value: unknown): readonly FileAction[] {
  if (!Array.isArray(value)) throw new ApiError(400, { error: 'actions is invalid' });
  if (value.length === 0) throw new ApiError(400, { error: 'actions is empty' });
  return value.map((item: unknown) => {
    const record: Record<string, unknown> = typeof item === 'object' && item !== null ? { ...item } : {};
    const action = verbs.find((verb) => verb === record['action']);
    if (action === undefined) throw new ApiError(400, { error: 'actions[action] does not have a valid value' });
    const text = (name: string): string | undefined => (typeof record[name] === 'string' ? record[name] : undefined);
    const filePath = text('file_path');
    if (filePath === undefined) throw new ApiError(400, { error: 'actions[file_path] is missing' });
    const content = text('content');
    const encoding = record['encoding'] === 'base64' ? 'base64' : 'utf8';
    return {
      action,
      filePath,
      previousPath: text('previous_path'),
      content: content === undefined ? undefined : Buffer.from(content, encoding),
      executable: typeof record['execute_filemode'] === 'boolean' ? record['execute_filemode'] : undefined,
    };
  });
}
