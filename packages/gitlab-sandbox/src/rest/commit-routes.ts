import { diffStat, log, type CommitId, type GitCommit } from '@amplication/git';
import type { FastifyInstance } from 'fastify';
import { canDownload, developer, projectUrlOf } from '../access.ts';
import { emptyTree, readDiffs, withUnifiedHeaders } from '../projects/read-diffs.ts';
import { commitActions } from '../projects/commit-actions.ts';
import { findCommit, findMergeBase, getCommit, listBranches } from '../projects/project-git.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';
import { notFound } from './api-error.ts';
import { toActions } from './commit-actions-param.ts';
import { findProject, getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';
import { presentPipelineBasic } from './present-pipeline.ts';

/** Commits and the comparison of two. */
export function registerCommitRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/projects/:id/repository/commits', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const commits = await listCommits(context, project, new Params(request));
    const withStats = new Params(request).boolean('with_stats') ?? false;
    const url = projectUrlOf(context, project);
    const options = { url: context.url(), totals: false, defaults: { order: 'default' } };
    const page = paginate(request, reply, commits, options);
    if (!withStats) return page.map((one) => presentCommit(url, one));
    return Promise.all(
      page.map(async (one) => ({ ...presentCommit(url, one), stats: await readStats(context, project, one) })),
    );
  });

  app.get<{ Params: { id: string; sha: string } }>('/projects/:id/repository/commits/:sha', async (request) => {
    const { project } = getProject(context, request, { code: true });
    const id = await findCommit(context, project, request.params.sha);
    if (id === undefined) throw notFound('Commit');
    const withStats = new Params(request).boolean('stats') ?? true;
    return presentCommitDetail(context, project, await getCommit(context, project, id), withStats);
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
      const unified = new Params(request).boolean('unidiff') ?? false;
      return withUnifiedHeaders(paginate(request, reply, diffs, { url: context.url() }), unified);
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
    const startProject = params.string('start_project');
    if (params.has('start_sha') && params.has('start_branch'))
      params.refuse('start_branch, start_sha are mutually exclusive');
    const withStats = params.boolean('stats') ?? true;
    const actions = params.all['actions'];
    if (actions === undefined) params.refuse('actions is missing');
    params.check();
    const parsed = toActions(actions);
    const from = startProject === undefined ? project : findProject(context, request, user, startProject);
    if (!canDownload(context.state, user, from)) throw notFound('Project');
    const id = await commitActions(context, project, user, {
      branch,
      startRef,
      startProject: from,
      force,
      message,
      author,
      actions: parsed,
    });
    const commit = await getCommit(context, project, id);
    return reply.code(201).send(await presentCommitDetail(context, project, commit, withStats));
  });

  app.get('/projects/:id/repository/compare', async (request) => {
    const { project } = getProject(context, request, { code: true });
    const params = new Params(request);
    const [fromRef, toRef] = [params.requiredString('from'), params.requiredString('to')];
    const straight = params.boolean('straight') ?? false;
    const unified = params.boolean('unidiff') ?? false;
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
      diffs: withUnifiedHeaders(await readDiffs({ gitDir, from: base, to }), unified),
      compare_timeout: false,
      compare_same_ref: fromRef === toRef,
      web_url: `${url}/-/compare/${fromRef}${straight ? '..' : '...'}${toRef}`,
    };
  });
}

/** A commit with its line counts and its newest pipeline. */
export async function presentCommitDetail(
  context: SandboxContext,
  project: Project,
  commit: GitCommit,
  withStats = true,
): Promise<Record<string, unknown>> {
  const pipeline = context.state.pipelines.findLast((one) => one.projectId === project.id && one.sha === commit.id);
  return {
    ...presentCommit(projectUrlOf(context, project), commit),
    ...(withStats ? { stats: await readStats(context, project, commit) } : {}),
    status: pipeline?.status ?? null,
    project_id: project.id,
    last_pipeline: pipeline === undefined ? null : presentPipelineBasic(context, pipeline),
  };
}

async function readStats(context: SandboxContext, project: Project, commit: GitCommit): Promise<object> {
  const from: CommitId | typeof emptyTree = commit.parents[0] ?? emptyTree;
  const { insertions, deletions } = await diffStat({ gitDir: gitDirOf(context, project), from, to: commit.id });
  return { additions: insertions, deletions, total: insertions + deletions };
}

async function listCommits(context: SandboxContext, project: Project, params: Params): Promise<readonly GitCommit[]> {
  const [since, until] = [params.time('since'), params.time('until')];
  const author = params.string('author')?.toLowerCase();
  const path = params.string('path');
  const firstParent = params.boolean('first_parent');
  const all = params.boolean('all') ?? false;
  params.oneOf('order', ['default', 'topo']);
  params.check();
  if (project.defaultBranch === null && !params.has('ref_name')) return [];
  const [from, to = ''] = (params.string('ref_name') || 'HEAD').split(/\.{2,3}/);
  const range = await findRange(context, project, from ?? 'HEAD', to);
  const tips = all ? [...(await listBranches(context, project)).values()] : range.tips;
  const found = await log({
    gitDir: gitDirOf(context, project),
    tips,
    exclude: all ? [] : range.exclude,
    limit: 5000,
    path,
    firstParent,
  });
  return found.filter(({ committer, author: person }) => {
    const time = Date.parse(committer.date);
    if ((since !== undefined && time < since) || (until !== undefined && time > until)) return false;
    return author === undefined || `${person.name} <${person.email}>`.toLowerCase().includes(author);
  });
}

async function findRange(
  context: SandboxContext,
  project: Project,
  first: string,
  second: string,
): Promise<{ readonly tips: readonly CommitId[]; readonly exclude: readonly CommitId[] }> {
  const [one, other] = await Promise.all(
    [first, second].map(async (ref) => (ref === '' ? undefined : findCommit(context, project, ref))),
  );
  if (one === undefined || (second !== '' && other === undefined)) throw notFound('Commit');
  return other === undefined ? { tips: [one], exclude: [] } : { tips: [other], exclude: [one] };
}
