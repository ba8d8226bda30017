import { routes } from '@amplication/contract';
import * as useCases from '@amplication/use-cases';
import type { Serve } from '../serve-route.ts';

/** Projects, services, entities and fields. */
export function serveModelling(serve: Serve, ctx: useCases.Context): void {
  serve(routes.listProjects, async ({ identity, params }) => [
    ...(await useCases.listProjects(ctx, identity, params.workspaceId)),
  ]);
  serve(routes.createProject, ({ identity, params, body }) =>
    useCases.createProject(ctx, identity, params.workspaceId, body),
  );
  serve(routes.getProject, ({ identity, params }) => useCases.getProject(ctx, identity, params.projectId));

  serve(routes.listServices, async ({ identity, params }) => [
    ...(await useCases.listServices(ctx, identity, params.projectId)),
  ]);
  serve(routes.createService, ({ identity, params, body }) =>
    useCases.createService(ctx, identity, params.projectId, body),
  );
  serve(routes.getService, ({ identity, params }) => useCases.getService(ctx, identity, params.serviceId));
  serve(routes.updateService, ({ identity, params, body }) =>
    useCases.updateService(ctx, identity, params.serviceId, body),
  );
  serve(routes.deleteService, ({ identity, params }) =>
    useCases.deleteService(ctx, identity, params.serviceId).then(() => undefined),
  );

  serve(routes.createAuthEntity, ({ identity, params }) => useCases.createAuthEntity(ctx, identity, params.serviceId));
  serve(routes.listPlugins, async () => [...useCases.listPlugins(ctx)]);
  serve(routes.choosePlugins, ({ identity, params, body }) =>
    useCases.choosePlugins(ctx, identity, params.serviceId, body.plugins),
  );
  serve(routes.listRoles, async ({ identity, params }) => [
    ...(await useCases.listRoles(ctx, identity, params.serviceId)),
  ]);
  serve(routes.createRole, ({ identity, params, body }) => useCases.createRole(ctx, identity, params.serviceId, body));
  serve(routes.updateRole, ({ identity, params, body }) => useCases.updateRole(ctx, identity, params, body));
  serve(routes.deleteRole, ({ identity, params }) => useCases.deleteRole(ctx, identity, params).then(() => undefined));

  serve(routes.listEntities, async ({ identity, params }) => [
    ...(await useCases.listEntities(ctx, identity, params.serviceId)),
  ]);
  serve(routes.createEntity, ({ identity, params, body }) =>
    useCases.createEntity(ctx, identity, params.serviceId, body),
  );
  serve(routes.getEntity, ({ identity, params }) => useCases.getEntity(ctx, identity, params));
  serve(routes.updateEntity, ({ identity, params, body }) => useCases.updateEntity(ctx, identity, params, body));
  serve(routes.deleteEntity, ({ identity, params }) =>
    useCases.deleteEntity(ctx, identity, params).then(() => undefined),
  );

  serve(routes.createField, ({ identity, params, body }) => useCases.createField(ctx, identity, params, body));
  serve(routes.updateField, ({ identity, params, body }) => useCases.updateField(ctx, identity, params, body));
  serve(routes.deleteField, ({ identity, params }) =>
    useCases.deleteField(ctx, identity, params).then(() => undefined),
  );
  serve(routes.createRelation, ({ identity, params, body }) => useCases.createRelation(ctx, identity, params, body));
}
