import { createHash } from 'node:crypto';
import { listTree, log, readBlobs, type CommitId, type TreeEntry } from '@amplication/git';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { developer } from '../access.ts';
import { assertPath, commitActions, type FileAction } from '../projects/commit-actions.ts';
import { listTreeEntries } from '../projects/list-tree-entries.ts';
import { findCommit } from '../projects/project-git.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';
import { messageError, notFound } from './api-error.ts';
import { getProject } from './find-project.ts';
import { paginate, paginateByToken } from './pagination.ts';
import { Params } from './params.ts';

const readRepository = ['read_repository'];

/** The tree of a commit, and files: read, create, update, delete. */
export function registerFileRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/projects/:id/repository/tree', async (request, reply) => {
    const { project } = getProject(context, request, { code: true, scopes: readRepository });
    const params = new Params(request);
    const path = (params.string('path') ?? '').replace(/^\/+|\/+$/g, '');
    const recursive = params.boolean('recursive') ?? false;
    const pagination = params.oneOf('pagination', ['legacy', 'keyset', 'none'] as const) ?? 'legacy';
    params.check();
    const commit = await findCommit(context, project, params.string('ref') ?? 'HEAD');
    if (commit === undefined) throw notFound('Tree');
    const entries = await listTreeEntries(gitDirOf(context, project), { treeish: commit, path, recursive });
    if (entries.length === 0 && path !== '') throw messageError(404, '404 invalid revision or path Not Found');
    const options = { url: context.url(), defaults: { path, recursive: String(recursive) } };
    const page =
      pagination === 'none'
        ? entries
        : pagination === 'keyset' || params.has('page_token')
          ? paginateByToken(request, reply, entries, { ...options, key: 'page_token', keyOf: (entry) => entry.path })
          : paginate(request, reply, entries, options);
    return page.map((entry) => ({
      id: entry.id,
      name: entry.path.split('/').at(-1),
      type: entry.type,
      path: entry.path,
      mode: entry.mode,
    }));
  });

  app.get('/projects/:id/repository/files/:file_path', async (request, reply) => {
    const file = await readFile(context, request, true);
    const body = { ...file.fields, content: file.bytes.toString('base64') };
    for (const [name, value] of Object.entries(file.fields))
      reply.header(`X-Gitlab-${toHeaderName(name)}`, toHeaderValue(value));
    return body;
  });

  app.get('/projects/:id/repository/files/:file_path/raw', async (request, reply) => {
    const file = await readFile(context, request, false);
    for (const [name, value] of Object.entries(file.fields))
      reply.header(`X-Gitlab-${toHeaderName(name)}`, toHeaderValue(value));
    return reply.type('text/plain; charset=utf-8').header('Content-Disposition', 'inline').send(file.bytes);
  });

  const change = (action: FileAction['action']) => async (request: FastifyRequest, reply: FastifyReply) => {
    const { project, user } = getProject(context, request, { level: developer });
    const params = new Params(request);
    const filePath = params.requiredString('file_path');
    const branch = params.requiredString('branch');
    const message = params.requiredString('commit_message');
    const content =
      action === 'delete'
        ? undefined
        : Buffer.from(
            params.requiredString('content', { allowBlank: true }),
            params.oneOf('encoding', ['text', 'base64'] as const) === 'base64' ? 'base64' : 'utf8',
          );
    const author = { name: params.string('author_name'), email: params.string('author_email') };
    const executable = params.boolean('execute_filemode');
    params.check();
    const lastCommitId = params.string('last_commit_id');
    const actions = [{ action, filePath, content, executable, lastCommitId }];
    await commitActions(context, project, user, {
      refusedWith: 400,
      branch,
      startRef: params.string('start_branch'),
      message,
      author,
      actions,
    });
    if (action === 'delete') return reply.code(204).send();
    return reply.code(action === 'create' ? 201 : 200).send({ file_path: filePath, branch });
  };
  app.post('/projects/:id/repository/files/:file_path', change('create'));
  app.put('/projects/:id/repository/files/:file_path', change('update'));
  app.delete('/projects/:id/repository/files/:file_path', change('delete'));
}

interface FileAnswer {
  readonly bytes: Buffer;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

async function readFile(context: SandboxContext, request: FastifyRequest, isRefRequired: boolean): Promise<FileAnswer> {
  const { project } = getProject(context, request, { code: true, scopes: readRepository });
  const params = new Params(request);
  const path = params.requiredString('file_path');
  const ref = isRefRequired ? params.requiredString('ref') : (params.string('ref') ?? 'HEAD');
  params.check();
  assertPath(path);
  const commit = await findCommit(context, project, ref);
  if (commit === undefined) throw notFound('Commit');
  const entry = await findFile(context, project, commit, path);
  if (entry === undefined || entry.type !== 'blob') throw notFound('File');
  const gitDir = gitDirOf(context, project);
  const bytes = (await readBlobs({ gitDir, ids: [entry.id] })).get(entry.id) ?? Buffer.alloc(0);
  const [last] = await log({ gitDir, tips: [commit], path, limit: 1 });
  return {
    bytes,
    fields: {
      file_name: path.split('/').at(-1) ?? path,
      file_path: path,
      size: bytes.length,
      encoding: 'base64',
      content_sha256: createHash('sha256').update(bytes).digest('hex'),
      ref,
      blob_id: entry.id,
      commit_id: commit,
      last_commit_id: last?.id ?? commit,
      execute_filemode: entry.mode === '100755',
    },
  };
}

async function findFile(
  context: SandboxContext,
  project: Project,
  commit: CommitId,
  path: string,
): Promise<TreeEntry | undefined> {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const entries = await listTree({
    gitDir: gitDirOf(context, project),
    treeish: commit,
    recursive: false,
    path: folder,
  });
  return entries.find((entry) => entry.path === path);
}

function toHeaderName(field: string): string {
  return field
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('-');
}

// Header values are Latin-1: other characters go percent-encoded.
function toHeaderValue(value: string | number | boolean): string {
  return encodeURI(String(value));
}
