import type { GitSettingsInput, GitSettingsView } from '@amplication/contract';
import {
  DEFAULT_AUTHOR,
  DEFAULT_COMMIT_MESSAGE,
  DEFAULT_MERGE_REQUEST,
  DEFAULT_SYNC_BRANCH,
  Refusal,
  assertAuthor,
  assertMergeRequestSettings,
  type CommitAuthor,
  type GitSettings,
  type MergeRequestSettings,
} from '@amplication/domain';
import {
  deleteSettings,
  findProjectSettings,
  listServiceSettings,
  listServices,
  notify,
  saveRepository,
  saveSettings,
  type ProjectRow,
} from '@amplication/store';
import { getGitOrganization, getProject, getService } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { queueStaleRepositories, toJob } from '../jobs/follow-repository.ts';
import { connectProvider, type AccountCtx } from './access-token.ts';
import { followMoves } from './departures.ts';
import { assertBranches, getUsableRepository } from './check-settings.ts';
import { toRepositoryRow } from './repositories.ts';
import { toSettingsView } from './settings-view.ts';

type Ctx = AccountCtx & Pick<Context, 'newId' | 'jobs' | 'publicUrl'>;
type ReadCtx = Pick<Context, 'store' | 'clock' | 'jobs' | 'publicUrl'>;

/** A project's settings, and the services that follow them. */
export async function getProjectGitSettings(
  ctx: ReadCtx,
  principal: Principal,
  projectId: string,
): Promise<{ settings: GitSettingsView | null; inheritedBy: string[] }> {
  const { db } = ctx.store;
  const project = await getProject(db, principal, projectId);
  await queueStaleRepositories(ctx, project.id);
  const [settings, overrides, services] = await Promise.all([
    findProjectSettings(db, project.id),
    listServiceSettings(db, project.id),
    listServices(db, project.id),
  ]);
  return {
    settings: await toSettingsView(ctx, settings),
    inheritedBy: services.filter((service) => !overrides.has(service.id)).map((service) => service.name),
  };
}

/** Chooses the project's repository. The old setting stays until the new one is known to work. */
export async function setProjectGitSettings(
  ctx: Ctx,
  principal: Principal,
  projectId: string,
  input: GitSettingsInput,
): Promise<GitSettingsView> {
  const project = await getProject(ctx.store.db, principal, projectId);
  return saveFor(ctx, principal, project, null, input);
}

/** What a service inherits, and what it overrides. */
export async function getServiceGitSettings(
  ctx: ReadCtx,
  principal: Principal,
  serviceId: string,
): Promise<{ override: boolean; inherited: GitSettingsView | null; settings: GitSettingsView | null }> {
  const { db } = ctx.store;
  const { project } = await getService(db, principal, serviceId);
  await queueStaleRepositories(ctx, project.id);
  const [inherited, overrides] = await Promise.all([
    findProjectSettings(db, project.id),
    listServiceSettings(db, project.id),
  ]);
  const own = overrides.get(serviceId);
  return {
    override: own !== undefined,
    inherited: await toSettingsView(ctx, inherited),
    settings: await toSettingsView(ctx, own ?? inherited),
  };
}

/** Override project settings: from now on the service is independent of them. */
export async function overrideServiceGitSettings(
  ctx: Ctx,
  principal: Principal,
  serviceId: string,
  input: GitSettingsInput,
): Promise<GitSettingsView> {
  const { project } = await getService(ctx.store.db, principal, serviceId);
  return saveFor(ctx, principal, project, serviceId, input);
}

/** Goes back to the project's settings. */
export async function removeServiceGitSettings(
  ctx: Pick<Context, 'store' | 'clock' | 'newId'>,
  principal: Principal,
  serviceId: string,
): Promise<void> {
  await ctx.store.transact(async ({ db }) => {
    const { project } = await getService(db, principal, serviceId);
    await followMoves(ctx, db, project.id, () => deleteSettings(db, { projectId: project.id, serviceId }));
    await notify(db, { topic: 'git', projectId: project.id });
  });
}

async function saveFor(
  ctx: Ctx,
  principal: Principal,
  project: ProjectRow,
  serviceId: string | null,
  input: GitSettingsInput,
): Promise<GitSettingsView> {
  assertBranches(input);
  const mergeRequest = toMergeRequestSettings(input);
  assertMergeRequestSettings(mergeRequest);
  const author = toAuthor(input);
  assertAuthor(author);
  const organization = await getGitOrganization(ctx.store.db, principal, input.gitOrganizationId);
  if (organization.workspaceId !== project.workspaceId)
    throw new Refusal('not_found', 'This git organization does not exist, or you have no access to it.');
  const remote = await getUsableRepository(connectProvider(ctx, organization), input);
  const view = await ctx.store.transact(async (transaction) => {
    const { db } = transaction;
    const repository = await saveRepository(db, toRepositoryRow(ctx, organization.id, remote));
    const settings: GitSettings = {
      repositoryId: repository.id,
      baseBranch: input.baseBranch ?? null,
      syncBranch: input.syncBranch ?? DEFAULT_SYNC_BRANCH,
      strategy: input.strategy ?? 'shared',
      commitMessage: input.commitMessage ?? DEFAULT_COMMIT_MESSAGE,
      allowFirstCommit: input.allowFirstCommit ?? false,
      mergeRequest,
      author,
    };
    const owner = { id: ctx.newId(), projectId: project.id, serviceId };
    await followMoves(ctx, db, project.id, () => saveSettings(db, owner, settings));
    await notify(db, { topic: 'git', projectId: project.id });
    await ctx.jobs.enqueue(transaction, [toJob(repository)]);
    return toSettingsView({ ...ctx, store: { ...ctx.store, db } }, settings);
  });
  if (view === null) throw new Error('The settings were not stored.');
  return view;
}

/** What is left out has its default. */
function toMergeRequestSettings({ mergeRequest: given = {} }: GitSettingsInput): MergeRequestSettings {
  const { labels, draft, squash, removeSourceBranch, milestoneId, assigneeIds, reviewerIds } = given;
  const defaults = DEFAULT_MERGE_REQUEST;
  return {
    labels: labels ?? defaults.labels,
    draft: draft ?? defaults.draft,
    squash: squash ?? defaults.squash,
    removeSourceBranch: removeSourceBranch ?? defaults.removeSourceBranch,
    milestoneId: milestoneId ?? defaults.milestoneId,
    assigneeIds: assigneeIds ?? defaults.assigneeIds,
    reviewerIds: reviewerIds ?? defaults.reviewerIds,
  };
}

function toAuthor({ author }: GitSettingsInput): CommitAuthor {
  return { name: author?.name?.trim() ?? DEFAULT_AUTHOR.name, email: author?.email?.trim() ?? DEFAULT_AUTHOR.email };
}
