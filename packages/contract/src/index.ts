import { buildingRoutes } from './routes/building.ts';
import { conflictRoutes } from './routes/conflicts.ts';
import { gitRoutes } from './routes/git.ts';
import { modellingRoutes } from './routes/modelling.ts';
import { sessionRoutes } from './routes/session.ts';

export { EVENT_PATHS } from './routes/building.ts';
export { OAUTH_CALLBACK_PATH, WEBHOOK_PATH } from './routes/git.ts';
export type { ApiToken, Session } from './routes/session.ts';
export * from './client.ts';
export * from './route.ts';
export * from './schemas/build.ts';
export * from './schemas/conflict.ts';
export * from './schemas/git.ts';
export * from './schemas/model.ts';
export * from './schemas/shared.ts';

/** Every route of the API. */
export const routes = {
  ...sessionRoutes,
  ...modellingRoutes,
  ...buildingRoutes,
  ...conflictRoutes,
  ...gitRoutes,
} as const;
