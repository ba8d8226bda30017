import { needsDecision, toConflictWords } from '@amplication/domain';
import type { MergeRequestFacts, SyncConflict, SyncPorts, SyncRequest } from '../ports.ts';
import { appendBuilds } from './describe.ts';

/**
 * Opens a merge request, or brings our part of the open one's description up to date; what people wrote there stays. The
 * answer is from after the push.
 */
export async function ensureMergeRequest(
  ports: SyncPorts,
  request: SyncRequest,
  use: {
    readonly open: MergeRequestFacts | undefined;
    readonly hasPushed: boolean;
    /** Of the builds that made the tip; empty when people did, or when there was nothing to push. */
    readonly builds: string;
    readonly conflicts: readonly SyncConflict[];
  },
): Promise<MergeRequestFacts> {
  const { title } = request.mergeRequest;
  const { open, hasPushed } = use;
  const isDraft = use.conflicts.some(needsDecision);
  const lines = use.conflicts.map(({ path, kind }) => `\`${path}\`: ${toConflictWords(kind)}`);
  const own = request.mergeRequest.builds;
  if (open === undefined) {
    await ports.log('merge-request', 'info', 'Opening a merge request');
    const description = appendBuilds('', own, lines);
    return ports.mergeRequests.create({ title, description, targetBranch: request.baseBranch, isDraft });
  }
  await ports.log('merge-request', 'info', `Merge request !${open.number} has the change`);
  // A build that changed nothing is not in the merge request.
  const isSilent = use.builds === '' && lines.length === 0;
  const description = isSilent ? open.description : appendBuilds(open.description, use.builds || own, lines);
  if (description !== open.description)
    return ports.mergeRequests.update(open.number, { description, ...(isDraft ? { isDraft } : {}) });
  if (!hasPushed) return open;
  // Its state may be from before the push.
  return (await ports.mergeRequests.list()).find((facts) => facts.number === open.number) ?? open;
}
