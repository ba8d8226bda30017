import type { QueryClient } from '@tanstack/react-query';
import {
  Outlet,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { sessionQuery } from '../api/queries.ts';
import { AuthorizationFailedPage } from '../features/sign-in/authorization-failed-page.tsx';
import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { SignedInLayout } from './signed-in-layout.tsx';

interface RouterContext {
  readonly queryClient: QueryClient;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  // Only our own pages: an address that begins with two slashes is another site.
  validateSearch: (search): { returnTo?: string } => {
    const returnTo = text(search['returnTo']);
    return returnTo !== undefined && /^\/(?![/\\])/u.test(returnTo) ? { returnTo } : {};
  },
  component: SignInPage,
});

const authorizationFailed = createRoute({
  getParentRoute: () => root,
  path: '/git-authorization-failed',
  validateSearch: (search): { code?: string; message?: string } => {
    const [code, message] = [text(search['code']), text(search['message'])];
    return { ...(code === undefined ? {} : { code }), ...(message === undefined ? {} : { message }) };
  },
  component: AuthorizationFailedPage,
});

/** Everything behind the sign-in; the session is read first, and its absence leads to the sign-in page. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ context }) => context.queryClient.ensureQueryData(sessionQuery()).catch(() => undefined),
  component: SignedInLayout,
});

const projects = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('../features/projects/projects-page.tsx'), 'ProjectsPage'),
});

const apiTokens = createRoute({
  getParentRoute: () => signedIn,
  path: '/api-tokens',
  component: lazyRouteComponent(() => import('../features/api-tokens/api-tokens-page.tsx'), 'ApiTokensPage'),
});

const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$projectId',
  component: lazyRouteComponent(() => import('../features/projects/project-layout.tsx'), 'ProjectLayout'),
});

const catalog = createRoute({
  getParentRoute: () => project,
  path: '/',
  validateSearch: (search): { search?: string } => {
    const value = text(search['search']);
    return value === undefined ? {} : { search: value };
  },
  component: lazyRouteComponent(() => import('../features/catalog/catalog-page.tsx'), 'CatalogPage'),
});

const commits = createRoute({
  getParentRoute: () => project,
  path: '/commits',
  validateSearch: (search): { service?: string } => {
    const service = text(search['service']);
    return service === undefined ? {} : { service };
  },
  component: lazyRouteComponent(() => import('../features/commits/commits-page.tsx'), 'CommitsPage'),
});

/** `gitOrganization`: the account that is chosen; GitLab's authorization comes back with it. `change`: another repository is being chosen. */
const gitSettingsSearch = (search: Record<string, unknown>): { gitOrganization?: string; change?: true } => {
  const id = text(search['gitOrganization']);
  const isChanging = search['change'] === true;
  return { ...(id === undefined ? {} : { gitOrganization: id }), ...(isChanging ? { change: true } : {}) };
};

const projectGitSettings = createRoute({
  getParentRoute: () => project,
  path: '/git-settings',
  validateSearch: gitSettingsSearch,
  component: lazyRouteComponent(
    () => import('../features/git-settings/project-git-settings-page.tsx'),
    'ProjectGitSettingsPage',
  ),
});

const conflicts = createRoute({
  getParentRoute: () => project,
  path: '/conflicts',
  validateSearch: (search): { state?: 'all' } => (search['state'] === 'all' ? { state: 'all' } : {}),
  component: lazyRouteComponent(() => import('../features/conflicts/conflicts-page.tsx'), 'ConflictsPage'),
});

const conflict = createRoute({
  getParentRoute: () => project,
  path: '/conflicts/$conflictId',
  component: lazyRouteComponent(() => import('../features/conflicts/conflict-page.tsx'), 'ConflictPage'),
});

const build = createRoute({
  getParentRoute: () => project,
  path: '/builds/$buildId',
  component: lazyRouteComponent(() => import('../features/builds/build-page.tsx'), 'BuildPage'),
});

const service = createRoute({
  getParentRoute: () => project,
  path: '/services/$serviceId',
  component: lazyRouteComponent(() => import('../features/services/service-layout.tsx'), 'ServiceLayout'),
});

const entities = createRoute({
  getParentRoute: () => service,
  path: '/',
  component: lazyRouteComponent(() => import('../features/entities/entities-page.tsx'), 'EntitiesPage'),
});

const entity = createRoute({
  getParentRoute: () => service,
  path: '/entities/$entityId',
  component: lazyRouteComponent(() => import('../features/entities/entity-layout.tsx'), 'EntityLayout'),
});

const entityFields = createRoute({
  getParentRoute: () => entity,
  path: '/',
  component: lazyRouteComponent(() => import('../features/entities/entity-page.tsx'), 'EntityPage'),
});

const entityPermissions = createRoute({
  getParentRoute: () => entity,
  path: '/permissions',
  component: lazyRouteComponent(() => import('../features/entities/permissions-page.tsx'), 'PermissionsPage'),
});

const entityKeys = createRoute({
  getParentRoute: () => entity,
  path: '/keys',
  component: lazyRouteComponent(() => import('../features/entities/keys-page.tsx'), 'KeysPage'),
});

const serviceGitSettings = createRoute({
  getParentRoute: () => service,
  path: '/git-settings',
  validateSearch: gitSettingsSearch,
  component: lazyRouteComponent(
    () => import('../features/git-settings/service-git-settings-page.tsx'),
    'ServiceGitSettingsPage',
  ),
});

const serviceSettings = createRoute({
  getParentRoute: () => service,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/services/service-settings-page.tsx'), 'ServiceSettingsPage'),
});

const tree = root.addChildren([
  signIn,
  authorizationFailed,
  signedIn.addChildren([
    projects,
    apiTokens,
    project.addChildren([
      catalog,
      commits,
      conflicts,
      conflict,
      projectGitSettings,
      build,
      service.addChildren([
        entities,
        entity.addChildren([entityFields, entityPermissions, entityKeys]),
        serviceGitSettings,
        serviceSettings,
      ]),
    ]),
  ]),
]);

/** The pages and their addresses. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({ routeTree: tree, context: { queryClient }, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
