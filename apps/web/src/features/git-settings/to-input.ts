import type { GitSettingsInput, GitSettingsView, RemoteRepository } from '@amplication/contract';

/** Settings as they are, in the form in which they are saved. */
export function toInput(settings: GitSettingsView): GitSettingsInput {
  const { repository, baseBranch, syncBranch, strategy, commitMessage, allowFirstCommit, mergeRequest, author } =
    settings;
  return {
    gitOrganizationId: repository.gitOrganizationId,
    externalRepositoryId: repository.externalId,
    baseBranch,
    syncBranch,
    strategy,
    commitMessage,
    allowFirstCommit,
    mergeRequest,
    author,
  };
}

/** Another repository with the settings of the one before. The base branch starts anew: the old one may not exist there. */
export function toInputOf(
  gitOrganizationId: string,
  repository: Pick<RemoteRepository, 'externalId'>,
  before: GitSettingsView | null,
): GitSettingsInput {
  const kept = before === null ? {} : { ...toInput(before), baseBranch: null };
  return { ...kept, gitOrganizationId, externalRepositoryId: repository.externalId };
}
