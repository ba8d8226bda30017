import type { Namespace, RemoteRepository } from '@amplication/contract';
import type { Repository, UnavailableReason } from '@amplication/git-provider';
import type { GitOrganizationId } from '@amplication/domain';
import type { saveRepository } from '@amplication/store';
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
  const items = page.items.map(({ id, name, path, kind, canCreateRepositories }) => ({
    id,
    name,
    fullPath: path,
    kind,
    canCreateRepositories,
  }));
  return { items, nextCursor: page.nextCursor ?? null };
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

/** What we keep of a repository. */
export function toRepositoryRow(
  ctx: Pick<Context, 'newId'>,
  gitOrganizationId: GitOrganizationId,
  repository: Repository,
): Parameters<typeof saveRepository>[1] {
  const { id: externalId, path: fullPath, url: webUrl, defaultBranch } = repository;
  return { id: ctx.newId(), gitOrganizationId, externalId, fullPath, webUrl, defaultBranch };
}

/** Why a repository cannot be picked, for people. */
export function toUnavailableSentence(reason: UnavailableReason): string {
  switch (reason) {
    case 'archived':
      return 'It is archived.';
    case 'being-deleted':
      return 'It is being deleted.';
    case 'merge-requests-disabled':
      return 'Merge requests are switched off in its settings.';
    case 'no-push-permission':
      return 'The connected account may not push: it needs at least the Developer role.';
  }
}

function toRemoteRepository(repository: Repository): RemoteRepository {
  return {
    externalId: repository.id,
    name: repository.name,
    fullPath: repository.path,
    webUrl: repository.url,
    visibility: repository.visibility,
    defaultBranch: repository.defaultBranch,
    unavailableReason:
      repository.unavailableReason === undefined ? null : toUnavailableSentence(repository.unavailableReason),
  };
}
