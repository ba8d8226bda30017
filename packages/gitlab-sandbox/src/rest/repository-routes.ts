import { isAncestor, log, runGit, toCommitId } from '@amplication/git';
import type { FastifyInstance } from 'fastify';
import { findCommit, findMergeBase, getCommit, listBranches } from '../projects/project-git.ts';
import { listTags } from '../projects/tags.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import { ApiError, notFound } from './api-error.ts';
import { projectUrlOf } from '../access.ts';
import { getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';
import { presentMergeRequestBasic } from './present-merge-request.ts';

type CommitRoute = { Params: { id: string; sha: string } };

const formats = {
  'tar.gz': 'application/gzip',
  tgz: 'application/gzip',
  tar: 'application/x-tar',
  zip: 'application/zip',
};

/** What else a repository answers: archive, people, merge base, and where a commit is. */
export function registerRepositoryRoutes(app: FastifyInstance, context: SandboxContext): void {
  for (const suffix of ['', ...Object.keys(formats).map((format) => `.${format}`)]) {
    app.get(`/projects/:id/repository/archive${suffix}`, async (request, reply) => {
      const { project } = getProject(context, request, { code: true, scopes: ['read_repository'] });
      const params = new Params(request);
      const format = suffix === '' ? (params.oneOf('format', ['tar.gz', 'tar', 'zip']) ?? 'tar.gz') : suffix.slice(1);
      const commit = await findCommit(context, project, params.string('sha') ?? 'HEAD');
      params.check();
      if (commit === undefined) throw notFound('File');
      const name = `${project.path}-${params.string('sha') ?? commit}-${commit}`.replaceAll('/', '-');
      const path = params.string('path') ?? '';
      const args = ['archive', `--format=${format}`, `--prefix=${name}/`, commit, ...(path === '' ? [] : ['--', path])];
      const { stdout } = await runGit(args, { gitDir: gitDirOf(context, project) });
      return reply
        .type(formats[format as keyof typeof formats])
        .header('Content-Disposition', `attachment; filename="${name}.${format}"`)
        .send(stdout);
    });
  }

  app.get('/projects/:id/repository/contributors', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const params = new Params(request);
    const tip = await findCommit(context, project, params.string('ref') ?? 'HEAD');
    const commits =
      tip === undefined ? [] : await log({ gitDir: gitDirOf(context, project), tips: [tip], limit: 5000 });
    const people = new Map<
      string,
      { name: string; email: string; commits: number; additions: number; deletions: number }
    >();
    for (const { author } of commits) {
      const known = people.get(author.email) ?? {
        name: author.name,
        email: author.email,
        commits: 0,
        additions: 0,
        deletions: 0,
      };
      people.set(author.email, { ...known, commits: known.commits + 1 });
    }
    const sorted = [...people.values()].sort((a, b) => a.commits - b.commits);
    return paginate(request, reply, sorted, { url: context.url(), defaults: { order_by: 'commits', sort: 'asc' } });
  });

  app.get('/projects/:id/repository/merge_base', async (request) => {
    const { project } = getProject(context, request, { code: true });
    const refs = new Params(request).list('refs') ?? [];
    if (refs.length === 0) throw new ApiError(400, { error: 'refs is missing' });
    const commits = await Promise.all(refs.map((ref) => findCommit(context, project, ref)));
    let base = commits[0];
    for (const one of commits) {
      if (one === undefined || base === undefined) throw notFound('Ref');
      base = await findMergeBase(context, project, base, one);
    }
    if (base === undefined) throw notFound('Merge Base');
    const url = projectUrlOf(context, project);
    return presentCommit(url, await getCommit(context, project, base));
  });

  app.get<CommitRoute>('/projects/:id/repository/commits/:sha/refs', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const params = new Params(request);
    const type = params.oneOf('type', ['branch', 'tag', 'all'] as const) ?? 'all';
    params.check();
    const commit = await findCommit(context, project, request.params.sha);
    if (commit === undefined) throw notFound('Commit');
    const branches = [...(await listBranches(context, project))].map(([name, tip]) => ({ type: 'branch', name, tip }));
    const tags = (await listTags(context, project)).map(({ name, commit: tip }) => ({ type: 'tag', name, tip }));
    const gitDir = gitDirOf(context, project);
    const candidates = [...branches, ...tags].filter((one) => type === 'all' || one.type === type);
    const holds = await Promise.all(
      candidates.map(({ tip }) => isAncestor({ gitDir, ancestor: commit, descendant: tip })),
    );
    const found = candidates
      .filter((_one, index) => holds[index])
      .map(({ type: kind, name }) => ({ type: kind, name }));
    return paginate(request, reply, found, { url: context.url(), defaults: { type } });
  });

  app.get<CommitRoute>('/projects/:id/repository/commits/:sha/merge_requests', async (request, reply) => {
    const { project } = getProject(context, request, { code: true });
    const commit = await findCommit(context, project, request.params.sha);
    if (commit === undefined) throw notFound('Commit');
    const ofProject = context.state.mergeRequests.filter((one) => one.projectId === project.id);
    const gitDir = gitDirOf(context, project);
    const holds = await Promise.all(
      ofProject.map(async ({ diff, mergeCommitSha, squashCommitSha }) => {
        if (commit === mergeCommitSha || commit === squashCommitSha || commit === diff.headSha) return true;
        if (diff.headSha === null || diff.startSha === null) return false;
        const [tips, exclude] = [[toCommitId(diff.headSha)], [toCommitId(diff.startSha)]];
        return (await log({ gitDir, tips, exclude, limit: 1000 })).some(({ id }) => id === commit);
      }),
    );
    const found = ofProject.filter((_one, index) => holds[index]);
    return paginate(request, reply, found, { url: context.url() }).map((one) =>
      presentMergeRequestBasic(context, project, one),
    );
  });

  for (const list of ['comments', 'discussions', 'sequence', 'signature']) {
    app.get<CommitRoute>(`/projects/:id/repository/commits/:sha/${list}`, async (request, reply) => {
      const { project } = getProject(context, request, { code: true });
      const commit = await findCommit(context, project, request.params.sha);
      if (commit === undefined) throw notFound('Commit');
      if (list === 'signature') throw notFound('Signature');
      if (list !== 'sequence') return paginate(request, reply, [], { url: context.url() });
      const commits = await log({ gitDir: gitDirOf(context, project), tips: [commit], limit: 100_000 });
      return { count: commits.length };
    });
  }
}
