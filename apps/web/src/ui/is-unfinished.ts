import type { Build } from '@amplication/contract';
import { isRunning } from '@amplication/domain';

/** True while the server still has something to do for a build; a generated one with a repository waits for its sync. */
export function isUnfinished(build: Pick<Build, 'state' | 'finishedAt'>): boolean {
  return isRunning(build.state) || (build.state === 'generated' && build.finishedAt === null);
}
