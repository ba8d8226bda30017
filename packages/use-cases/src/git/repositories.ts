import type { Namespace, RemoteRepository } from '@amplication/contract';
import type { GitRepository } from '@amplication/git-provider';
import { getGitOrganization } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { askProvider, connectProvider } from './access-token.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'secrets' | 'gitProviders' | 'gitInstances'>;

interface PageQuery {
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** Groups and the personal namespace of a connected account. */
export async function listNamespaces(
  ctx: Ctx,
  principal: Principal,
  organizationId: string,
  query: PageQuery,
): Promise<{ items: Namespace[]; nextCursor: string | null }> {
  const provider = connectProvider(ctx, await getGitOrganization(ctx.store.db, principal, organizationId));
  const page = await askProvider(() => provider.listNamespaces({ search: query.search, cursor: query.cursor }));
  return { items: [...page.items], nextCursor: page.nextCursor ?? null };
}

/** Repositories that a connected account sees, searched by GitLab itself. */
export async function listRepositories(
  ctx: Ctx,
  principal: Principal,
  organizationId: string,
  query: PageQuery & { readonly namespaceId?: number | undefined },
): Promise<{ items: RemoteRepository[]; nextCursor: string | null }> {
  const provider = connectProvider(ctx, await getGitOrganization(ctx.store.db, principal, organizationId));
  const { search, cursor, namespaceId, limit = 20 } = query;
  const page = await askProvider(() => provider.listRepositories({ search, cursor, namespaceId, limit }));
  return { items: page.items.map(toRemoteRepository), nextCursor: page.nextCursor ?? null };
}

/** Creates a repository in GitLab, in the name of the connected account. */
export async function createRepository(
  ctx: Ctx,
  principal: Principal,
  organizationId: string,
  input: {
    readonly namespaceId: number;
    readonly name: string;
    readonly visibility: 'private' | 'internal' | 'public';
    readonly description: string;
    readonly initializeWithReadme: boolean;
    readonly defaultBranch?: string | undefined;
  },
): Promise<RemoteRepository> {
  const provider = connectProvider(ctx, await getGitOrganization(ctx.store.db, principal, organizationId));
  return toRemoteRepository(await askProvider(() => provider.createRepository(input)));
}

function toRemoteRepository(repository: GitRepository): RemoteRepository {
  return {
    externalId: repository.id,
    name: repository.name,
    fullPath: repository.fullPath,
    webUrl: repository.webUrl,
    visibility: repository.visibility,
    defaultBranch: repository.defaultBranch ?? null,
    lastActivityAt: repository.lastActivityAt ?? null,
    unavailableReason: repository.unavailableReason ?? null,
  };
}
