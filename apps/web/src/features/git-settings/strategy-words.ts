import type { BranchStrategy } from '@amplication/domain';

/** What a strategy means for the merge requests. */
export const STRATEGY_WORDS: Readonly<Record<BranchStrategy, string>> = {
  shared: 'One for all services of the repository',
  'per-service': 'One for each service',
};
