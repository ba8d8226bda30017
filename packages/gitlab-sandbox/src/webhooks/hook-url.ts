import type { Hook } from '../state/hook-state.ts';

/** Whether a delivery could go there: http or https, with a host. Addresses of this machine are allowed. */
export function isHookUrl(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url.replace(/\{(\w+)\}/g, '$1'));
    return (protocol === 'http:' || protocol === 'https:') && hostname !== '' && !/\s/.test(url);
  } catch {
    return false;
  }
}

/** The address with its `{variables}` filled in. */
export function fillUrl(hook: Pick<Hook, 'url' | 'urlVariables'>): string {
  return hook.urlVariables.reduce((url, { key, value }) => url.replaceAll(`{${key}}`, value), hook.url);
}

/** Whether pushes to this branch are told to the hook. */
export function matchesBranchFilter(
  hook: Pick<Hook, 'branchFilterStrategy' | 'pushEventsBranchFilter'>,
  branch: string,
): boolean {
  const filter = hook.pushEventsBranchFilter ?? '';
  if (hook.branchFilterStrategy === 'all_branches' || filter === '') return true;
  if (hook.branchFilterStrategy === 'regex') return new RegExp(filter).test(branch);
  const parts = filter.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(branch);
}

/** Whether GitLab takes the filter for this strategy. */
export function isBranchFilter(strategy: Hook['branchFilterStrategy'], filter: string): boolean {
  if (strategy !== 'regex') return !/[\s~^:?[\]\\]|\.\./.test(filter);
  try {
    return new RegExp(filter).source !== '';
  } catch {
    return false;
  }
}
