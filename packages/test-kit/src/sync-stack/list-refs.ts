import { listRefs } from '@amplication/git';
import type { StackProject } from './open-sync-stack.ts';

/** What GitLab itself writes, and the one branch that we do. */
const FREE = /^refs\/(merge-requests|keep-around)\/|^refs\/heads\/amplication(-[^/]*)?$/u;

/** All refs of the remote that a sync must leave alone. */
export async function listOtherRefs({ gitDir }: Pick<StackProject, 'gitDir'>): Promise<ReadonlyMap<string, string>> {
  const refs = await listRefs({ gitDir, prefix: 'refs' });
  return new Map([...refs].filter(([name]) => !FREE.test(name)));
}

/** Runs syncs and throws when another ref than the sync branch moved meanwhile. */
export async function onlySyncBranch<Result>(
  project: Pick<StackProject, 'gitDir'>,
  syncs: () => Promise<Result>,
): Promise<Result> {
  const before = await listOtherRefs(project);
  const result = await syncs();
  const after = await listOtherRefs(project);
  for (const name of new Set([...before.keys(), ...after.keys()]))
    if (before.get(name) !== after.get(name)) throw new Error(`A sync moved ${name}.`);
  return result;
}
