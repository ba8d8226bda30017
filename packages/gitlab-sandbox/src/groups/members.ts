import { ancestorsOf } from '../access.ts';
import type { Group, Membership, Project, SandboxState } from '../state/sandbox-state.ts';

export type MemberPlace =
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'group'; readonly group: Group };

/** The members of a project or group; with inherited ones, each person once, with the highest role. */
export function listMembers(state: SandboxState, place: MemberPlace, inherited: boolean): readonly Membership[] {
  const own = state.memberships.filter((one) =>
    place.kind === 'project' ? one.projectId === place.project.id : one.groupId === place.group.id,
  );
  const direct = [...own, ...ownerOf(state, place)];
  if (!inherited) return direct;
  const start = place.kind === 'project' ? place.project.namespaceId : place.group.parentId;
  const groups = ancestorsOf(state, start).map(({ id }) => id);
  const above = state.memberships.filter(({ groupId }) => groupId !== null && groups.includes(groupId));
  const best = new Map<number, Membership>();
  for (const one of [...direct, ...above]) {
    if (one.accessLevel > (best.get(one.userId)?.accessLevel ?? 0)) best.set(one.userId, one);
  }
  return [...best.values()].sort((a, b) => a.userId - b.userId);
}

// Who owns the personal namespace is a member of every project in it.
function ownerOf(state: SandboxState, place: MemberPlace): readonly Membership[] {
  if (place.kind === 'group') return [];
  const { id: projectId, namespaceId, createdAt } = place.project;
  const user = state.users.find((one) => one.namespaceId === namespaceId);
  if (user === undefined) return [];
  const role = { accessLevel: 50, createdAt, createdById: user.id, expiresAt: null } as const;
  return [{ userId: user.id, groupId: null, projectId, ...role }];
}
