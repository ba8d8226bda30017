import { routes } from '@amplication/contract';
import * as useCases from '@amplication/use-cases';
import type { Serve } from '../serve-route.ts';

/** Pending changes, commits and builds. */
export function serveBuilding(serve: Serve, ctx: useCases.Context): void {
  serve(routes.listPendingChanges, async ({ identity, params }) => [
    ...(await useCases.listPendingChanges(ctx, identity, params.projectId)),
  ]);
  serve(routes.discardPendingChanges, ({ identity, params, body }) =>
    useCases.discardPendingChanges(ctx, identity, params.projectId, body.changes).then(() => undefined),
  );
  serve(routes.createCommit, ({ identity, params, body }) =>
    useCases.commitChanges(ctx, identity, params.projectId, body),
  );
  serve(routes.listCommits, ({ identity, params, query }) =>
    useCases.listCommits(ctx, identity, params.projectId, query),
  );
  serve(routes.getBuild, ({ identity, params }) => useCases.getBuild(ctx, identity, params.buildId));
  serve(routes.getBuildLog, async ({ identity, params, query }) => [
    ...(await useCases.getBuildLog(ctx, identity, params.buildId, query.after ?? 0)),
  ]);
  serve(routes.listBuildFiles, async ({ identity, params }) => [
    ...(await useCases.listBuildFiles(ctx, identity, params.buildId)),
  ]);
  serve(routes.getBuildFile, ({ identity, params, query }) =>
    useCases.getBuildFile(ctx, identity, params.buildId, query.path),
  );
  serve(routes.cancelBuild, ({ identity, params }) => useCases.cancelBuild(ctx, identity, params.buildId));
  serve(routes.retryBuild, ({ identity, params }) => useCases.retryBuild(ctx, identity, params.buildId));
}
