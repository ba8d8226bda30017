import { toKebabCase } from '@amplication/domain';
import { insertWorkspace, type Store } from '@amplication/store';

/**
 * Gives a user the workspace that comes with an account. Its id is the user's, so that doing it twice, also at the same time
 * or after a sign-up that was cut off, makes one.
 */
export async function ensureWorkspace(
  store: Pick<Store, 'transact'>,
  user: { readonly id: string; readonly name: string },
): Promise<void> {
  const name = `${user.name}'s workspace`;
  const slug = `${toKebabCase(user.name) || 'workspace'}-${user.id.slice(0, 8)}`;
  await store.transact(({ db }) =>
    insertWorkspace(db, { id: user.id, name, slug, memberId: user.id, ownerId: user.id }),
  );
}
