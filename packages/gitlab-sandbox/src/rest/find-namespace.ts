import { findNamespace, groupLevelOf, type Namespace } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { User } from '../state/sandbox-state.ts';
import { notFound } from './api-error.ts';

/** The namespaces that the user has a role in: its own and those of its groups. */
export function listNamespaces(context: Pick<SandboxContext, 'state'>, user: User): readonly Namespace[] {
  const { state } = context;
  const groups = state.groups.filter((group) => groupLevelOf(state, user, group.id) > 0);
  const ids = [user.namespaceId, ...groups.map((group) => group.id)];
  return ids.flatMap((id) => findNamespace(state, id) ?? []);
}

/** One of them, by id or full path; throws GitLab's answer. */
export function findNamespaceOf(context: Pick<SandboxContext, 'state'>, user: User, id: string): Namespace {
  const wanted = id.toLowerCase();
  const found = listNamespaces(context, user).find((one) =>
    /^\d+$/.test(id) ? one.id === Number(id) : one.fullPath.toLowerCase() === wanted,
  );
  if (found === undefined) throw notFound('Namespace');
  return found;
}
