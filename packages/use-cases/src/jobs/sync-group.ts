import type { BuildRow, BuildTarget } from '@amplication/store';

/** Builds of one commit that go up as one push. */
export interface SyncGroup {
  readonly target: BuildTarget;
  readonly builds: readonly BuildRow[];
}

/** All of a repository with the shared strategy, each alone otherwise. */
export function groupByBranch(builds: readonly BuildRow[]): readonly SyncGroup[] {
  const groups = new Map<string, { target: BuildTarget; builds: BuildRow[] }>();
  for (const build of builds) {
    if (build.target === null) continue;
    const { settings } = build.target;
    const branch = [settings.baseBranch, settings.syncBranch, settings.strategy === 'shared' ? '' : build.serviceId];
    const key = JSON.stringify(branch);
    const group = groups.get(key) ?? { target: build.target, builds: [] };
    group.builds.push(build);
    groups.set(key, group);
  }
  return [...groups.values()];
}
