import { routes } from '@amplication/contract';
import * as useCases from '@amplication/use-cases';
import type { Serve } from '../serve-route.ts';

/** What people and the generator changed at the same place, and the decisions about it. */
export function serveConflicts(serve: Serve, ctx: useCases.Context): void {
  serve(routes.listConflicts, ({ identity, params, query }) =>
    useCases.listConflicts(ctx, identity, params.projectId, query),
  );
  serve(routes.getConflict, ({ identity, params }) => useCases.getConflict(ctx, identity, params.conflictId));
  serve(routes.resolveConflicts, ({ identity, body }) => useCases.resolveConflicts(ctx, identity, body));
}
