/** Everything a build can be. `generated` is final only where no repository is set; `proposed` is an open merge request. */
export const BUILD_STATES = [
  'queued',
  'generating',
  'generated',
  'syncing',
  'unchanged',
  'conflicted',
  'proposed',
  'merged',
  'closed',
  'failed',
  'cancelled',
] as const;

export type BuildState = (typeof BUILD_STATES)[number];

/** True while a worker still has something to do for the build. */
export function isRunning(state: BuildState): boolean {
  return state === 'queued' || state === 'generating' || state === 'syncing';
}

/** What the state of a merge request says of a build that was proposed in it; other states are not GitLab's to change. */
export function toBuildState(current: BuildState, mergeRequest: 'open' | 'merged' | 'closed'): BuildState {
  if (current !== 'proposed' && current !== 'conflicted' && current !== 'closed') return current;
  switch (mergeRequest) {
    case 'open':
      return current === 'closed' ? 'proposed' : current;
    case 'merged':
      return 'merged';
    case 'closed':
      return 'closed';
  }
}
