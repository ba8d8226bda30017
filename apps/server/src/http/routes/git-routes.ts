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
  serve(routes.enterGitInstance, ({ identity, params, body }) =>
    useCases.enterGitInstance(ctx, identity, params.workspaceId, body),
  );
  serve(routes.removeGitInstance, ({ identity, params, query }) =>
    useCases.removeGitInstance(ctx, identity, params.workspaceId, query.baseUrl).then(() => undefined),
  );
  serve(routes.disconnect, ({ identity, params, query }) =>
    useCases
      .disconnect(ctx, identity, params.gitOrganizationId, { evenIfUsed: query.evenIfUsed ?? false })
      .then(() => undefined),
  );
  serve(routes.getDisconnectConsequences, ({ identity, params }) =>
    useCases.getDisconnectConsequences(ctx, identity, params.gitOrganizationId),
  );
  serve(routes.checkAccount, ({ identity, params }) => useCases.checkAccount(ctx, identity, params.gitOrganizationId));
  serve(routes.rotateToken, ({ identity, params }) => useCases.rotateToken(ctx, identity, params.gitOrganizationId));
  serve(routes.listBranches, ({ identity, params, query }) =>
    useCases.listBranches(ctx, identity, { ...params, ...query }),
  );
  serve(routes.listMembers, ({ identity, params, query }) =>
    useCases.listMembers(ctx, identity, { ...params, ...query }),
  );
  serve(routes.listLabels, ({ identity, params, query }) =>
    useCases.listLabels(ctx, identity, { ...params, ...query }),
  );
  serve(routes.listMilestones, ({ identity, params, query }) =>
    useCases.listMilestones(ctx, identity, { ...params, ...query }),
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
