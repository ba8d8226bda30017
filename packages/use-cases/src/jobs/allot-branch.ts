import { Refusal, toSyncBranch } from '@amplication/domain';
import { allotSyncBranch, findServiceSlug, findSyncBranch } from '@amplication/store';
import type { Context } from '../context.ts';
import type { SyncGroup } from './sync-group.ts';

/**
 * The branch that a group syncs through: the same for ever once it was given out, so that neither a renamed service nor a
 * renamed default branch orphans it, and nobody else's. Throws `Refusal` when it became the base branch meanwhile.
 */
export async function allotBranch(
  ctx: Pick<Context, 'store'>,
  { target, serviceId }: Pick<SyncGroup, 'target' | 'serviceId'>,
  { baseBranch, defaultBranch }: { readonly baseBranch: string; readonly defaultBranch: string },
): Promise<string> {
  const { settings, baseUrl, externalId } = target;
  const isDefault = baseBranch === defaultBranch;
  const isShared = settings.strategy === 'shared';
  const slug = isShared ? '' : await findServiceSlug(ctx.store.db, serviceId);
  if (slug === undefined) throw new Error(`Service ${serviceId} is gone.`);
  const wanted = toSyncBranch(settings, { branch: baseBranch, isDefault }, slug);
  const owner = {
    remote: `${baseUrl}#${externalId}`,
    prefix: settings.syncBranch,
    base: isDefault ? '' : baseBranch,
    serviceId: isShared ? null : serviceId,
  };
  const branch =
    (await findSyncBranch(ctx.store.db, owner)) ??
    (await ctx.store.transact((transaction) =>
      allotSyncBranch(transaction, owner, wanted, [baseBranch, defaultBranch]),
    ));
  if (branch === baseBranch)
    throw new Refusal(
      'invalid_input',
      `"${branch}" was the sync branch, and is now what merge requests would go into: choose another sync branch in Git Settings.`,
    );
  return branch;
}
