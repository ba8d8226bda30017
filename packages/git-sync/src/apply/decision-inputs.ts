import { createHash } from 'node:crypto';
import type { SyncIntent, SyncPorts, SyncRequest, UserRename } from '../ports.ts';
import type { FetchedTips } from './fetch-tips.ts';

/** What earlier syncs and people left behind. */
export interface Remembered {
  readonly resolved: ReadonlySet<string>;
  readonly userRenames: readonly UserRename[];
  readonly intent: SyncIntent | undefined;
}

/** Reads it, all at once. */
export async function recall({ memory, intents }: Pick<SyncPorts, 'memory' | 'intents'>): Promise<Remembered> {
  const [resolved, userRenames, intent] = await Promise.all([
    memory.listResolved(),
    memory.listUserRenames(),
    intents.find(),
  ]);
  return { resolved, userRenames, intent };
}

/** A hash of everything that a plan is made from: equal inputs, equal plan. */
export function hashInputs(request: SyncRequest, tips: FetchedTips, { resolved, userRenames }: Remembered): string {
  const services = request.services.map(({ id, name, generatorVersion, generationId, hasLeft }) => [
    id,
    name,
    generatorVersion,
    generationId,
    hasLeft ?? false,
  ]);
  const mergeRequests = tips.mergeRequests.map(({ number, state, targetBranch, sourceSha, ...made }) => [
    number,
    state,
    targetBranch,
    state === 'open' ? '' : sourceSha,
    made.mergeCommitSha,
    made.squashCommitSha,
  ]);
  const moved = userRenames.map(({ serviceId, key, path }) => `${serviceId} ${key} ${path}`).toSorted();
  const inputs = [tips.base, tips.sync, tips.target, services, mergeRequests, [...resolved].toSorted(), moved];
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex');
}
