import type { SyncRequest } from '@amplication/git-sync';
import { toGitPlace } from '../conflicts/git-place.ts';
import type { Context, GitConnection } from '../context.ts';
import { allotBranch } from './allot-branch.ts';
import type { SyncGroup } from './sync-group.ts';
import type { SyncPlace } from './sync-place.ts';
import { readServices } from './sync-services.ts';
import { toSyncWords } from './sync-words.ts';

/** Everything that one sync needs to know, from what its group pinned. */
export async function toSyncRequest(
  ctx: Pick<Context, 'store' | 'clock' | 'publicUrl' | 'mirrorsDirectory'>,
  group: SyncGroup,
  repository: SyncPlace,
  provider: GitConnection,
): Promise<SyncRequest> {
  const { settings } = group.target;
  const defaultBranch = repository.defaultBranch ?? 'main';
  const baseBranch = settings.baseBranch ?? defaultBranch;
  const remote = `${group.target.baseUrl}#${group.target.externalId}`;
  const [{ date, ...words }, gitPlace, syncBranch, services] = await Promise.all([
    toSyncWords(ctx, group),
    toGitPlace(ctx, remote, repository, provider),
    allotBranch(ctx, group, { baseBranch, defaultBranch }),
    readServices(ctx, group),
  ]);
  return {
    ...gitPlace,
    ...words,
    baseBranch,
    syncBranch,
    services,
    identity: { ...settings.author, date },
    allowFirstCommit: settings.allowFirstCommit,
    repositoryName: repository.name,
  };
}
