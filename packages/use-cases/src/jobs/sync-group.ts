import type { BuildRow, BuildTarget, DepartureRow } from '@amplication/store';

/** What goes up as one push: builds of one commit, or the removal of what a service left behind. */
export interface SyncGroup {
  readonly target: BuildTarget;
  /** One of them; with a branch per service the only one. */
  readonly serviceId: string;
  readonly builds: readonly BuildRow[];
  /** The service that left, whose files are to be removed; then there are no builds. */
  readonly departure?: DepartureRow | undefined;
}

/** All of a repository with the shared strategy, each alone otherwise. */
export function groupByBranch(builds: readonly BuildRow[]): readonly SyncGroup[] {
  const groups = new Map<string, { target: BuildTarget; serviceId: string; builds: BuildRow[] }>();
  for (const build of builds) {
    if (build.target === null) continue;
    const { settings } = build.target;
    const branch = [settings.baseBranch, settings.syncBranch, settings.strategy === 'shared' ? '' : build.serviceId];
    const key = JSON.stringify(branch);
    const group = groups.get(key) ?? { target: build.target, serviceId: build.serviceId, builds: [] };
    group.builds.push(build);
    groups.set(key, group);
  }
  return [...groups.values()];
}
