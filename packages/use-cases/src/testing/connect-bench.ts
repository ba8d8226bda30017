import {
  DEFAULT_AUTHOR,
  DEFAULT_MERGE_REQUEST,
  type GitOrganizationId,
  type GitSettings,
  type RepositoryId,
} from '@amplication/domain';
import { saveGitOrganization, saveRepository, saveSettings, tables } from '@amplication/store';
import type { Bench } from './open-bench.ts';

/** Gives the project of a bench a repository; what it points at is never asked. */
export async function connectBench({ ctx, projectId }: Bench): Promise<void> {
  const { db } = ctx.store;
  const [workspace] = await db.select().from(tables.workspace).limit(1);
  const account = {
    id: ctx.newId(),
    workspaceId: workspace?.id ?? '',
    baseUrl: 'https://gitlab.example',
    externalUserId: 1,
    username: 'bot',
    name: 'Bot',
  };
  const gitOrganizationId: GitOrganizationId = await saveGitOrganization(db, {
    ...account,
    auth: 'token',
    accessToken: '',
    health: 'ok',
  });
  const repository = await saveRepository(db, {
    id: ctx.newId(),
    gitOrganizationId,
    externalId: 7,
    fullPath: 'acme/store',
    webUrl: 'https://gitlab.example/acme/store',
  });
  const settings: GitSettings = {
    repositoryId: repository.id satisfies RepositoryId,
    baseBranch: null,
    syncBranch: 'amplication',
    strategy: 'shared',
    commitMessage: 'chore: update generated code',
    allowFirstCommit: false,
    mergeRequest: DEFAULT_MERGE_REQUEST,
    author: DEFAULT_AUTHOR,
  };
  await saveSettings(db, { id: ctx.newId(), projectId: projectId, serviceId: null }, settings);
}
