import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { paginate } from './pagination.ts';

/** Lists that GitLab has and the sandbox does not fill, for who passes the check. */
export function registerEmptyLists(
  app: FastifyInstance,
  context: SandboxContext,
  paths: readonly string[],
  check: (request: FastifyRequest) => unknown,
): void {
  for (const path of paths) {
    app.get(path, async (request, reply) => {
      check(request);
      return paginate(request, reply, [], { url: context.url() });
    });
  }
}
