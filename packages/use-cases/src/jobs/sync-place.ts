import { Refusal, type GitOrganizationId } from '@amplication/domain';
import type { GitProvider, Repository } from '@amplication/git-provider';
import { findRepository, saveRepository } from '@amplication/store';
import type { Context } from '../context.ts';
import { toRepositoryRow, toUnavailableSentence } from '../git/repositories.ts';
import type { SyncGroup } from './sync-group.ts';

/** What a sync must know of a repository before it begins. */
export interface SyncPlace {
  readonly gitUrl: string;
  readonly defaultBranch: string | null;
  readonly name: string;
}

/** Where the repository was when it was last seen; GitLab may know better. */
export async function recallPlace(ctx: Pick<Context, 'store'>, { target }: SyncGroup): Promise<SyncPlace | undefined> {
  const row = await findRepository(ctx.store.db, target.repositoryId);
  if (row === undefined) return undefined;
  const name = row.fullPath.slice(row.fullPath.lastIndexOf('/') + 1);
  return {
    gitUrl: `${target.baseUrl.replace(/\/$/u, '')}/${row.fullPath}.git`,
    defaultBranch: row.defaultBranch,
    name,
  };
}

/** Asks GitLab by number how the repository is, and remembers it; refuses one that cannot be used. */
export async function checkRepository(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  provider: GitProvider,
  gitOrganizationId: GitOrganizationId,
  externalId: number,
): Promise<Repository> {
  const repository = await provider.findRepository(externalId);
  if (repository === undefined)
    throw new Refusal(
      'not_found',
      'The repository is gone, or the connected account may not see it any more: choose another one in Git Settings.',
    );
  if (repository.unavailableReason !== undefined)
    throw new Refusal(
      'repository_unavailable',
      `${repository.path} cannot be used. ${toUnavailableSentence(repository.unavailableReason)}`,
    );
  await saveRepository(ctx.store.db, toRepositoryRow(ctx, gitOrganizationId, repository));
  return repository;
}

/** True when what was recalled is still so: a push to it reaches this repository and no other. */
export function isSamePlace(place: SyncPlace, repository: Repository): boolean {
  return place.gitUrl === repository.gitUrl && place.defaultBranch === repository.defaultBranch;
}

/** The repository was renamed, moved or got another default branch since it was last seen. */
export class PlaceChanged extends Error {
  constructor() {
    super('The repository is somewhere else now.');
    this.name = 'PlaceChanged';
  }
}
