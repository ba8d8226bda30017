import type { GitSettingsInput, GitSettingsView } from '@amplication/contract';
import {
  DEFAULT_AUTHOR,
  DEFAULT_COMMIT_MESSAGE,
  DEFAULT_MERGE_REQUEST,
  DEFAULT_SYNC_BRANCH,
  Refusal,
  assertAuthor,
  assertBranchName,
  assertMergeRequestSettings,
  type CommitAuthor,
  type GitSettings,
  type MergeRequestSettings,
} from '@amplication/domain';
import {
  countUses,
  deleteSettings,
  findGitOrganization,
  findProjectSettings,
  findRepository,
  listServiceSettings,
  listServices,
  notify,
  saveRepository,
  saveSettings,
  type Database,
  type ProjectRow,
} from '@amplication/store';
import { getGitOrganization, getProject, getService } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { askProvider, connectProvider } from './access-token.ts';
import { followMoves } from './departures.ts';
import { toGitOrganization } from './organizations.ts';
import { toRepositoryRow, toUnavailableSentence } from './repositories.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'secrets' | 'gitProviders' | 'gitInstances'>;

/** A project's settings, and the services that follow them. */
export async function getProjectGitSettings(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  projectId: string,
): Promise<{ settings: GitSettingsView | null; inheritedBy: string[] }> {
  const { db } = ctx.store;
  const project = await getProject(db, principal, projectId);
  const [settings, overrides, services] = await Promise.all([
    findProjectSettings(db, project.id),
    listServiceSettings(db, project.id),
    listServices(db, project.id),
  ]);
  return {
    settings: await toView(db, settings),
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
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  serviceId: string,
): Promise<{ override: boolean; inherited: GitSettingsView | null; settings: GitSettingsView | null }> {
  const { db } = ctx.store;
  const { project } = await getService(db, principal, serviceId);
  const [inherited, overrides] = await Promise.all([
    findProjectSettings(db, project.id),
    listServiceSettings(db, project.id),
  ]);
  const own = overrides.get(serviceId);
  return {
    override: own !== undefined,
    inherited: await toView(db, inherited),
    settings: await toView(db, own ?? inherited),
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
  const provider = connectProvider(ctx, organization);
  const remote = await askProvider(() => provider.findRepository(input.externalRepositoryId));
  if (remote === undefined)
    throw new Refusal('not_found', 'GitLab has no such repository, or the connected account may not see it.', [
      { path: 'externalRepositoryId', message: 'Unknown repository.' },
    ]);
  if (remote.unavailableReason !== undefined) {
    const reason = toUnavailableSentence(remote.unavailableReason);
    throw new Refusal('repository_unavailable', `${remote.path} cannot be used. ${reason}`, [
      { path: 'externalRepositoryId', message: reason },
    ]);
  }
  const view = await ctx.store.transact(async ({ db }) => {
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
    return toView(db, settings);
  });
  if (view === null) throw new Error('The settings were not stored.');
  return view;
}

function assertBranches(input: GitSettingsInput): void {
  if (input.syncBranch !== undefined) assertBranchName('syncBranch', input.syncBranch);
  if (input.baseBranch != null) assertBranchName('baseBranch', input.baseBranch);
  if (input.baseBranch != null && input.baseBranch === (input.syncBranch ?? DEFAULT_SYNC_BRANCH)) {
    throw new Refusal('invalid_input', 'The sync branch and the base branch must differ.', [
      { path: 'syncBranch', message: 'Choose another branch.' },
    ]);
  }
}

/** What is left out has its default. */
function toMergeRequestSettings({ mergeRequest: given = {} }: GitSettingsInput): MergeRequestSettings {
  const { labels, draft, squash, removeSourceBranch, assigneeIds, reviewerIds } = given;
  const defaults = DEFAULT_MERGE_REQUEST;
  return {
    labels: labels ?? defaults.labels,
    draft: draft ?? defaults.draft,
    squash: squash ?? defaults.squash,
    removeSourceBranch: removeSourceBranch ?? defaults.removeSourceBranch,
    assigneeIds: assigneeIds ?? defaults.assigneeIds,
    reviewerIds: reviewerIds ?? defaults.reviewerIds,
  };
}

function toAuthor({ author }: GitSettingsInput): CommitAuthor {
  return { name: author?.name?.trim() ?? DEFAULT_AUTHOR.name, email: author?.email?.trim() ?? DEFAULT_AUTHOR.email };
}

async function toView(db: Database, settings: GitSettings | undefined): Promise<GitSettingsView | null> {
  if (settings === undefined) return null;
  const repository = await findRepository(db, settings.repositoryId);
  const organization =
    repository === undefined ? undefined : await findGitOrganization(db, repository.gitOrganizationId);
  if (repository === undefined || organization === undefined) return null;
  const uses = await countUses(db, organization.workspaceId);
  const { baseBranch, syncBranch, strategy, commitMessage, allowFirstCommit, mergeRequest, author } = settings;
  const { labels, assigneeIds, reviewerIds } = mergeRequest;
  return {
    repository: {
      id: repository.id,
      gitOrganizationId: repository.gitOrganizationId,
      externalId: repository.externalId,
      fullPath: repository.fullPath,
      webUrl: repository.webUrl,
      defaultBranch: repository.defaultBranch,
    },
    organization: toGitOrganization(organization, uses.get(organization.id) ?? 0),
    baseBranch,
    syncBranch,
    strategy,
    commitMessage,
    allowFirstCommit,
    mergeRequest: {
      ...mergeRequest,
      labels: [...labels],
      assigneeIds: [...assigneeIds],
      reviewerIds: [...reviewerIds],
    },
    author,
  };
}
