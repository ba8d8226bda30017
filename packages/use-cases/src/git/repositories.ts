import type { Branch, Label, Member, Milestone, Namespace, RemoteRepository } from '@amplication/contract';
import type {
  Branch as RemoteBranch,
  GitProvider,
  Milestone as RemoteMilestone,
  Page,
  Repository,
  UnavailableReason,
} from '@amplication/git-provider';
import type { GitOrganizationId } from '@amplication/domain';
import type { saveRepository } from '@amplication/store';
import { getGitOrganization } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { connectProvider, type AccountCtx } from './access-token.ts';
import { askProvider } from './ask-provider.ts';

type Ctx = AccountCtx;

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

/** Branches of a repository. */
export function listBranches(ctx: Ctx, principal: Principal, where: RepositoryQuery): Promise<ListOf<Branch>> {
  const toBranch = ({ name, isDefault, isProtected, canPush }: RemoteBranch): Branch => ({
    name,
    isDefault,
    isProtected,
    canPush: canPush ?? null,
  });
  return list(ctx, principal, where, (provider, query) => provider.listBranches(query), toBranch);
}

/** People who can be assignees and reviewers. */
export function listMembers(ctx: Ctx, principal: Principal, where: RepositoryQuery): Promise<ListOf<Member>> {
  const toMember = ({ id, username, name }: Member): Member => ({ id, username, name });
  return list(ctx, principal, where, (provider, query) => provider.listMembers(query), toMember);
}

/** Labels of a repository and its groups. */
export function listLabels(ctx: Ctx, principal: Principal, where: RepositoryQuery): Promise<ListOf<Label>> {
  return list(
    ctx,
    principal,
    where,
    (provider, query) => provider.listLabels(query),
    ({ name, color }: Label) => ({
      name,
      color,
    }),
  );
}

/** Open milestones of a repository and its groups. */
export async function listMilestones(
  ctx: Ctx,
  principal: Principal,
  where: RepositoryQuery,
): Promise<ListOf<Milestone>> {
  const ask: Ask<RemoteMilestone> = async (provider, query) => {
    const page = await provider.listMilestones(query);
    return { ...page, items: page.items.filter(({ state }) => state === 'active') };
  };
  return list(ctx, principal, where, ask, ({ id, title }) => ({ id, title }));
}

interface RepositoryQuery extends Pick<PageQuery, 'search' | 'cursor'> {
  readonly gitOrganizationId: string;
  readonly externalId: number;
}

interface ListOf<Item> {
  items: Item[];
  nextCursor: string | null;
}

type Ask<Remote> = (
  provider: GitProvider,
  query: { readonly repositoryId: number } & Pick<PageQuery, 'search' | 'cursor'>,
) => Promise<Page<Remote>>;

async function list<Remote, Item>(
  ctx: Ctx,
  principal: Principal,
  { gitOrganizationId, externalId, search, cursor }: RepositoryQuery,
  ask: Ask<Remote>,
  toItem: (remote: Remote) => Item,
): Promise<ListOf<Item>> {
  const provider = connectProvider(ctx, await getGitOrganization(ctx.store.db, principal, gitOrganizationId));
  const page = await askProvider(() => ask(provider, { repositoryId: externalId, search, cursor }));
  return { items: page.items.map(toItem), nextCursor: page.nextCursor ?? null };
}

/** What we keep of a repository. */
export function toRepositoryRow(
  ctx: Pick<Context, 'newId' | 'clock'>,
  gitOrganizationId: GitOrganizationId,
  repository: Repository,
): Parameters<typeof saveRepository>[1] {
  const { id: externalId, path: fullPath, url: webUrl, defaultBranch, unavailableReason: state = 'ok' } = repository;
  const place = { externalId, fullPath, webUrl, defaultBranch };
  return { id: ctx.newId(), gitOrganizationId, ...place, state, checkedAt: ctx.clock() };
}

/** Why a repository cannot be picked, for people. */
export function toUnavailableSentence(reason: UnavailableReason | 'gone'): string {
  switch (reason) {
    case 'archived':
      return 'It is archived.';
    case 'being-deleted':
      return 'It is being deleted.';
    case 'merge-requests-disabled':
      return 'Merge requests are switched off in its settings.';
    case 'mirror':
      return 'It is a mirror of another repository, which would undo what we push.';
    case 'gone':
      return 'It was deleted, or the connected account may not see it any more.';
    case 'no-push-permission':
      return 'The connected account may not push: it needs at least the Developer role.';
  }
}

/** A repository that can be picked, or says why not, as clients see it. */
export function toRemoteRepository(repository: Repository): RemoteRepository {
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
