import type { GitProvider } from '../git-provider.ts';
import { createGitLabProvider } from '../gitlab/create-gitlab-provider.ts';
import type { MergeRequestKey } from '../merge-requests.ts';
import { callGitLab } from './call-gitlab.ts';
import { openReceiver, type Receiver } from './open-receiver.ts';

interface StageHost {
  readonly url: string;
  readonly tokens: { readonly owner: string };
}

/** A sandbox with one of everything, to try faults on. */
export interface FaultStage extends AsyncDisposable {
  readonly receiver: Receiver;
  /** One that no fault was planned for, to prepare and to look afterwards. */
  readonly calm: GitProvider;
  readonly namespaceId: number;
  readonly repositoryId: number;
  readonly mergeRequest: MergeRequestKey;
  readonly discussionId: string;
  readonly webhookId: number;
  /** A word that nothing else has. */
  readonly newWord: () => string;
  readonly call: (method: string, path: string, body?: object) => Promise<unknown>;
  /** A new provider, with nothing behind it: it waits for nothing. */
  readonly open: (options?: { readonly token?: string; readonly timeoutMs?: number }) => GitProvider;
}

/** Makes one of everything on a sandbox. */
export async function openFaultStage(sandbox: StageHost): Promise<FaultStage> {
  const receiver = await openReceiver();
  const here = { url: sandbox.url, token: sandbox.tokens.owner };
  const open: FaultStage['open'] = ({ token = here.token, timeoutMs = 30_000 } = {}) =>
    createGitLabProvider({
      baseUrl: sandbox.url,
      getAccessToken: async () => token,
      wait: async () => undefined,
      timeoutMs,
    });
  const calm = open();
  const call: FaultStage['call'] = (method, path, body) => callGitLab(here, method, path, body);
  const { items } = await calm.listRepositories({ limit: 1, search: 'handbook' });
  const [repository] = items;
  if (repository === undefined) throw new Error('The sandbox has no handbook.');
  const { id: repositoryId, namespaceId } = repository;
  await call('POST', `/projects/${repositoryId}/repository/branches`, { branch: 'faults', ref: 'main' });
  const branches = { repositoryId, sourceBranch: 'faults', targetBranch: 'main' };
  const { number } = await calm.createMergeRequest({ ...branches, title: 'Faults' });
  const mergeRequest = { repositoryId, number };
  const { id: discussionId } = await calm.createDiscussion({ ...mergeRequest, body: 'Begun' });
  const events = { push: true, mergeRequests: false, notes: false, pipelines: false };
  const url = `${receiver.url}/standing`;
  const { id: webhookId } = await calm.createWebhook({ repositoryId, url, verifiesTls: true, events });
  let words = 0;
  const newWord = (): string => `word${(words += 1)}x`;
  return {
    receiver,
    calm,
    namespaceId,
    repositoryId,
    mergeRequest,
    discussionId,
    webhookId,
    newWord,
    call,
    open,
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  };
}
