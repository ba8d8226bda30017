import { isObjectId, readBlobs, runGit, toBlobId } from '@amplication/git';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { projectUrlOf } from '../access.ts';
import { assertPath } from '../projects/commit-actions.ts';
import { findCommit, getCommit } from '../projects/project-git.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import { notFound } from './api-error.ts';
import { getProject } from './find-project.ts';
import { Params } from './params.ts';
import { presentCommit } from './present-commit.ts';

const path = '/projects/:id/repository/blobs/:sha';

/** Files by the id of their content, and who wrote which line of a file. */
export function registerBlobRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(path, async (request) => {
    const { id, bytes } = await getBlob(context, request);
    return { size: bytes.length, encoding: 'base64', content: bytes.toString('base64'), sha: id };
  });

  app.get(`${path}/raw`, async (request, reply) => {
    const { bytes } = await getBlob(context, request);
    return reply.type('text/plain; charset=utf-8').header('Content-Disposition', 'inline').send(bytes);
  });

  app.get('/projects/:id/repository/files/:file_path/blame', async (request) => {
    const { project } = getProject(context, request, { code: true, scopes: ['read_repository'] });
    const params = new Params(request);
    const file = params.requiredString('file_path');
    const ref = params.requiredString('ref');
    params.check();
    assertPath(file);
    const commit = await findCommit(context, project, ref);
    if (commit === undefined) throw notFound('Commit');
    const gitDir = gitDirOf(context, project);
    const blame = await runGit(['blame', '--line-porcelain', commit, '--', file], { gitDir, okExitCodes: [0, 128] });
    if (blame.exitCode !== 0) throw notFound('File');
    const url = projectUrlOf(context, project);
    const parts = parseBlame(blame.stdout.toString('utf8'));
    return Promise.all(
      parts.map(async ({ id, lines }) => {
        const written = await findCommit(context, project, id);
        return {
          commit: written === undefined ? null : presentCommit(url, await getCommit(context, project, written)),
          lines,
        };
      }),
    );
  });
}

async function getBlob(
  context: SandboxContext,
  request: FastifyRequest,
): Promise<{ readonly id: string; readonly bytes: Buffer }> {
  const { project } = getProject(context, request, { code: true, scopes: ['read_repository'] });
  const { sha } = request.params as { readonly sha: string };
  if (!isObjectId(sha)) throw notFound('Blob');
  const id = toBlobId(sha);
  const gitDir = gitDirOf(context, project);
  const type = await runGit(['cat-file', '-t', id], { gitDir, okExitCodes: [0, 128] });
  if (type.stdout.toString('latin1').trim() !== 'blob') throw notFound('Blob');
  return { id, bytes: (await readBlobs({ gitDir, ids: [id] })).get(id) ?? Buffer.alloc(0) };
}

/** Lines of the same commit that follow each other, from `git blame --line-porcelain`. */
function parseBlame(text: string): readonly { readonly id: string; readonly lines: readonly string[] }[] {
  const parts: { id: string; lines: string[] }[] = [];
  let id = '';
  for (const line of text.split('\n')) {
    id = /^([0-9a-f]{40}) \d+ \d+/.exec(line)?.[1] ?? id;
    if (!line.startsWith('\t')) continue;
    const last = parts.at(-1);
    if (last?.id === id) last.lines.push(line.slice(1));
    else parts.push({ id, lines: [line.slice(1)] });
  }
  return parts;
}
