import { routes } from '@amplication/contract';
import * as useCases from '@amplication/use-cases';
import type { Serve } from '../serve-route.ts';

/** Git organizations, repositories and Git Settings. */
export function serveGit(serve: Serve, ctx: useCases.Context): void {
  serve(routes.listGitInstances, async ({ identity, params }) => [
    ...(await useCases.listGitInstances(ctx, identity, params.workspaceId)),
  ]);
  serve(routes.listGitOrganizations, async ({ identity, params }) => [
    ...(await useCases.listGitOrganizations(ctx, identity, params.workspaceId)),
  ]);
  serve(routes.connectWithToken, ({ identity, params, body }) =>
    useCases.connectWithToken(ctx, identity, params.workspaceId, body),
  );
  serve(routes.startAuthorization, ({ identity, params, body }) =>
    useCases.startAuthorization(ctx, { ...identity, sessionId: identity.sessionId }, params.workspaceId, body),
  );
  serve(routes.disconnect, ({ identity, params }) =>
    useCases.disconnect(ctx, identity, params.gitOrganizationId).then(() => undefined),
  );
  serve(routes.listNamespaces, ({ identity, params, query }) =>
    useCases.listNamespaces(ctx, identity, params.gitOrganizationId, query),
  );
  serve(routes.listRepositories, ({ identity, params, query }) =>
    useCases.listRepositories(ctx, identity, params.gitOrganizationId, query),
  );
  serve(routes.createRepository, ({ identity, params, body }) =>
    useCases.createRepository(ctx, identity, params.gitOrganizationId, body),
  );
  serve(routes.getProjectGitSettings, ({ identity, params }) =>
    useCases.getProjectGitSettings(ctx, identity, params.projectId),
  );
  serve(routes.setProjectGitSettings, ({ identity, params, body }) =>
    useCases.setProjectGitSettings(ctx, identity, params.projectId, body),
  );
  serve(routes.getServiceGitSettings, ({ identity, params }) =>
    useCases.getServiceGitSettings(ctx, identity, params.serviceId),
  );
  serve(routes.overrideServiceGitSettings, ({ identity, params, body }) =>
    useCases.overrideServiceGitSettings(ctx, identity, params.serviceId, body),
  );
  serve(routes.removeServiceGitSettings, ({ identity, params }) =>
    useCases.removeServiceGitSettings(ctx, identity, params.serviceId).then(() => undefined),
  );
  serve(routes.listDepartures, async ({ identity, params }) => [
    ...(await useCases.listDepartures(ctx, identity, params.projectId)),
  ]);
  serve(routes.removeFiles, ({ identity, params }) => useCases.requestRemoval(ctx, identity, params.departureId));
}
