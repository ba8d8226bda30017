import type { FastifyInstance } from 'fastify';
import { canPush, developer } from '../access.ts';
import { findBranch, findCommit, getCommit } from '../projects/project-git.ts';
import { pickCommit } from '../projects/pick-commit.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import { forbidden, notFound } from './api-error.ts';
import { presentCommitDetail } from './commit-routes.ts';
import { getProject } from './find-project.ts';
import { Params } from './params.ts';

const verbs = { cherry_pick: 'cherry-pick', revert: 'revert' } as const;

/** Putting a commit, or its opposite, on top of a branch. */
export function registerPickRoutes(app: FastifyInstance, context: SandboxContext): void {
  for (const [path, verb] of Object.entries(verbs)) {
    app.post(`/projects/:id/repository/commits/:sha/${path}`, async (request, reply) => {
      const { project, user } = getProject(context, request, { level: developer });
      const params = new Params(request);
      const branch = params.requiredString('branch');
      const sha = params.requiredString('sha');
      const message = params.string('message');
      const isDryRun = params.boolean('dry_run') ?? false;
      params.check();
      if (!canPush(context.state, user, project, branch)) {
        throw forbidden('You are not allowed to push into this branch');
      }
      const made = await context.lock(`project:${project.id}`, async () => {
        const commit = await findCommit(context, project, sha);
        if (commit === undefined) throw notFound('Commit');
        const tip = await findBranch(context, project, branch);
        if (tip === undefined) throw notFound('Branch');
        return pickCommit(context, project, user, { verb, commit, branch, tip, message, isDryRun });
      });
      if (made === undefined) return reply.code(200).send({ dry_run: 'success' });
      const commit = await getCommit(context, project, made);
      return reply.code(201).send(await presentCommitDetail(context, project, commit));
    });
  }
}
