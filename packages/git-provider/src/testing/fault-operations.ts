import type { GitProvider } from '../git-provider.ts';
import type { FaultStage } from './fault-stage.ts';

/** One call, made ready: what it does, and how much of it there is afterwards. */
export interface PreparedCall {
  readonly run: (provider: GitProvider) => Promise<unknown>;
  /** How many there are of what it makes: 1 when it was done once. */
  readonly count?: () => Promise<number>;
  /** Whose call it is; the owner's when absent. */
  readonly token?: string;
}

/** What becomes of a call whose request failed: it is sent again, looked for, or neither. `offline`: nothing is sent. */
export type CallNature = 'repeats' | 'looks' | 'once' | 'offline';

export interface FaultOperation {
  readonly nature: CallNature;
  /** The request that the fault meets. */
  readonly method: string;
  readonly path: RegExp;
  readonly prepare: (stage: FaultStage) => Promise<PreparedCall>;
}

const read = (path: RegExp, run: (provider: GitProvider, stage: FaultStage) => Promise<unknown>): FaultOperation => ({
  nature: 'repeats',
  method: 'GET',
  path,
  prepare: async (stage) => ({ run: (provider) => run(provider, stage) }),
});
const events = { push: true, mergeRequests: false, notes: false, pipelines: false };

/** A row for each call of a provider. */
export const faultOperations: Readonly<Record<keyof GitProvider, FaultOperation>> = {
  getCurrentUser: read(/\/user$/, (provider) => provider.getCurrentUser()),
  findAccessToken: read(/\/self$/, (provider) => provider.findAccessToken()),
  findHostVersion: read(/\/metadata$/, (provider) => provider.findHostVersion()),
  gitAuthorization: {
    nature: 'offline',
    method: 'GET',
    path: /nothing/,
    prepare: async () => ({ run: (provider) => provider.gitAuthorization() }),
  },
  rotateAccessToken: {
    nature: 'once',
    method: 'POST',
    path: /\/rotate$/,
    prepare: async (stage) => {
      const name = stage.newWord();
      const made = (await stage.call('POST', '/user/personal_access_tokens', { name, scopes: ['self_rotate'] })) as {
        token: string;
      };
      const count = async (): Promise<number> => {
        const path = `/personal_access_tokens?search=${name}&revoked=false`;
        return ((await stage.call('GET', path)) as readonly unknown[]).length;
      };
      return { token: made.token, run: (provider) => provider.rotateAccessToken(), count };
    },
  },
  listNamespaces: read(/\/groups\?/, (provider) => provider.listNamespaces()),
  listRepositories: read(/\/projects\?/, (provider) => provider.listRepositories({ limit: 5 })),
  findRepository: read(/\/projects\/\d+$/, (provider, stage) => provider.findRepository(stage.repositoryId)),
  createRepository: {
    nature: 'looks',
    method: 'POST',
    path: /\/projects$/,
    prepare: async (stage) => {
      const name = `Faults ${stage.newWord()}`;
      const input = {
        namespaceId: stage.namespaceId,
        name,
        visibility: 'private',
        initializeWithReadme: false,
      } as const;
      const count = async (): Promise<number> =>
        (await stage.calm.listRepositories({ search: name, limit: 100 })).items.filter((one) => one.name === name)
          .length;
      return { run: (provider) => provider.createRepository(input), count };
    },
  },
  listBranches: read(/\/branches\?/, (provider, stage) => provider.listBranches(stage)),
  findBranch: read(/\/branches\/main$/, (provider, stage) => provider.findBranch({ ...stage, name: 'main' })),
  listMembers: read(/\/members\/all\?/, (provider, stage) => provider.listMembers(stage)),
  listLabels: read(/\/labels\?/, (provider, stage) => provider.listLabels(stage)),
  listMilestones: read(/\/milestones\?/, (provider, stage) => provider.listMilestones(stage)),
  listMergeRequests: read(/\/merge_requests\?/, (provider, stage) =>
    provider.listMergeRequests({ ...stage, sourceBranch: 'faults' }),
  ),
  getMergeRequest: read(/\/merge_requests\/\d+$/, (provider, stage) => provider.getMergeRequest(stage.mergeRequest)),
  waitForMergeability: read(/\/merge_requests\/\d+$/, (provider, stage) =>
    provider.waitForMergeability(stage.mergeRequest),
  ),
  createMergeRequest: {
    nature: 'looks',
    method: 'POST',
    path: /\/merge_requests$/,
    prepare: async (stage) => {
      const { repositoryId } = stage;
      const sourceBranch = stage.newWord();
      const body = { branch: sourceBranch, ref: 'main' };
      await stage.call('POST', `/projects/${repositoryId}/repository/branches`, body);
      const input = { repositoryId, sourceBranch, targetBranch: 'main', title: `Merge ${sourceBranch}` };
      const count = async (): Promise<number> =>
        (await stage.calm.listMergeRequests({ repositoryId, sourceBranch })).length;
      return { run: (provider) => provider.createMergeRequest(input), count };
    },
  },
  updateMergeRequest: {
    nature: 'repeats',
    method: 'PUT',
    path: /\/merge_requests\/\d+$/,
    prepare: async (stage) => {
      const description = stage.newWord();
      const count = async (): Promise<number> =>
        (await stage.calm.getMergeRequest(stage.mergeRequest)).description === description ? 1 : 0;
      return { run: (provider) => provider.updateMergeRequest({ ...stage.mergeRequest, description }), count };
    },
  },
  getApprovals: read(/\/approvals$/, (provider, stage) => provider.getApprovals(stage.mergeRequest)),
  listDiscussions: read(/\/discussions\?/, (provider, stage) => provider.listDiscussions(stage.mergeRequest)),
  createDiscussion: {
    nature: 'once',
    method: 'POST',
    path: /\/discussions$/,
    prepare: async (stage) => {
      const body = stage.newWord();
      return {
        run: (provider) => provider.createDiscussion({ ...stage.mergeRequest, body }),
        count: () => countNotes(stage, body),
      };
    },
  },
  resolveDiscussion: {
    nature: 'repeats',
    method: 'PUT',
    path: /\/discussions\/\w+$/,
    prepare: async (stage) => {
      const { discussionId, mergeRequest } = stage;
      await stage.calm.resolveDiscussion({ ...mergeRequest, discussionId, resolved: false });
      const count = async (): Promise<number> =>
        (await stage.calm.listDiscussions(mergeRequest)).filter(
          ({ id, isResolved }) => id === discussionId && isResolved,
        ).length;
      return {
        run: (provider) => provider.resolveDiscussion({ ...mergeRequest, discussionId, resolved: true }),
        count,
      };
    },
  },
  addNote: {
    nature: 'once',
    method: 'POST',
    path: /\/notes$/,
    prepare: async (stage) => {
      const { discussionId, mergeRequest } = stage;
      const body = stage.newWord();
      return {
        run: (provider) => provider.addNote({ ...mergeRequest, discussionId, body }),
        count: () => countNotes(stage, body),
      };
    },
  },
  listWebhooks: read(/\/hooks\?/, (provider, stage) => provider.listWebhooks(stage)),
  createWebhook: {
    nature: 'looks',
    method: 'POST',
    path: /\/hooks$/,
    prepare: async (stage) => {
      const url = `${stage.receiver.url}/${stage.newWord()}`;
      const input = { repositoryId: stage.repositoryId, url, verifiesTls: true, events };
      return { run: (provider) => provider.createWebhook(input), count: () => countHooks(stage, url) };
    },
  },
  updateWebhook: {
    nature: 'repeats',
    method: 'PUT',
    path: /\/hooks\/\d+$/,
    prepare: async (stage) => {
      const url = `${stage.receiver.url}/${stage.newWord()}`;
      const input = { repositoryId: stage.repositoryId, id: stage.webhookId, url };
      return { run: (provider) => provider.updateWebhook(input), count: () => countHooks(stage, url) };
    },
  },
  deleteWebhook: {
    nature: 'repeats',
    method: 'DELETE',
    path: /\/hooks\/\d+$/,
    prepare: async (stage) => {
      const { repositoryId } = stage;
      const url = `${stage.receiver.url}/${stage.newWord()}`;
      const { id } = await stage.calm.createWebhook({ repositoryId, url, verifiesTls: true, events });
      const count = async (): Promise<number> => 1 - (await countHooks(stage, url));
      return { run: (provider) => provider.deleteWebhook({ repositoryId, id }), count };
    },
  },
  testWebhook: {
    nature: 'once',
    method: 'POST',
    path: /\/test\//,
    prepare: async (stage) => {
      const { repositoryId, receiver } = stage;
      const word = stage.newWord();
      const url = `${receiver.url}/${word}`;
      const { id } = await stage.calm.createWebhook({ repositoryId, url, verifiesTls: true, events });
      const count = async (): Promise<number> => receiver.paths.filter((path) => path === `/${word}`).length;
      return { run: (provider) => provider.testWebhook({ repositoryId, id, event: 'push' }), count };
    },
  },
};

async function countNotes(stage: FaultStage, body: string): Promise<number> {
  const found = await stage.calm.listDiscussions(stage.mergeRequest);
  return found.flatMap(({ notes }) => notes).filter((note) => note.body === body).length;
}

async function countHooks(stage: FaultStage, url: string): Promise<number> {
  return (await stage.calm.listWebhooks(stage)).filter((hook) => hook.url === url).length;
}
