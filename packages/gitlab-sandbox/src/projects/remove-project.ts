import type { Project, SandboxState } from '../state/sandbox-state.ts';

/** Takes a project out of the state, with all that is its own; the repository on disk stays. */
export function removeProject(state: SandboxState, project: Project): void {
  const isOther = (one: { readonly projectId: number | null }): boolean => one.projectId !== project.id;
  const gone = new Set(state.mergeRequests.filter((one) => !isOther(one)).map(({ id }) => id));
  const goneIssues = new Set(state.issues.filter((one) => !isOther(one)).map(({ id }) => id));
  const goneHooks = new Set(state.hooks.filter((one) => !isOther(one)).map(({ id }) => id));
  keep(state.projects, (one) => one !== project);
  keep(state.notes, (one) => !gone.has(one.mergeRequestId ?? 0) && !goneIssues.has(one.issueId ?? 0));
  keep(state.hookEvents, (one) => !goneHooks.has(one.hookId));
  keep(state.mergeRequests, isOther);
  keep(state.issues, isOther);
  keep(state.hooks, isOther);
  keep(state.labels, isOther);
  keep(state.milestones, isOther);
  keep(state.pipelines, isOther);
  keep(state.commitStatuses, isOther);
  keep(state.redirects, isOther);
  keep(state.memberships, isOther);
}

function keep<Item>(list: Item[], isKept: (one: Item) => boolean): void {
  list.splice(0, list.length, ...list.filter(isKept));
}
