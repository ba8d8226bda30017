import type { GitSettingsInput } from '@amplication/contract';
import { DEFAULT_SYNC_BRANCH, Refusal, assertBranchName } from '@amplication/domain';
import type { GitProvider, Repository } from '@amplication/git-provider';
import { askProvider } from './ask-provider.ts';
import { toUnavailableSentence } from './repositories.ts';

/**
 * The repository that settings name, as GitLab knows it now. Throws `Refusal` at the form field: for one that is not there or
 * cannot be used, and for branches that cannot be merged into or pushed to.
 */
export async function getUsableRepository(provider: GitProvider, input: GitSettingsInput): Promise<Repository> {
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
  assertSquash(remote, input);
  await assertUsableBranches(provider, remote, input);
  return remote;
}

/** Refuses names of branches that cannot be, at their form fields. */
export function assertBranches(input: GitSettingsInput): void {
  if (input.syncBranch !== undefined) assertBranchName('syncBranch', input.syncBranch);
  if (input.baseBranch != null) assertBranchName('baseBranch', input.baseBranch);
  if (input.baseBranch != null && input.baseBranch === (input.syncBranch ?? DEFAULT_SYNC_BRANCH)) {
    throw new Refusal('invalid_input', 'The sync branch and the base branch must differ.', [
      { path: 'syncBranch', message: 'Choose another branch.' },
    ]);
  }
}

/** A repository that always or never squashes takes no other wish. */
function assertSquash({ path, squashOption }: Repository, { mergeRequest }: GitSettingsInput): void {
  const refused = squashOption === 'never' ? true : squashOption === 'always' ? false : undefined;
  if (refused === undefined || mergeRequest?.squash !== refused) return;
  const rule = refused ? 'never squashes' : 'always squashes';
  throw new Refusal('invalid_input', `${path} ${rule}: its own settings say so.`, [
    { path: 'mergeRequest.squash', message: `The repository ${rule}: leave it to the repository.` },
  ]);
}

/** The base branch must be there, and the sync branch, once it is there, must take our pushes. */
async function assertUsableBranches(provider: GitProvider, remote: Repository, input: GitSettingsInput): Promise<void> {
  if (remote.isEmpty) return;
  const { baseBranch } = input;
  const syncBranch = input.syncBranch ?? DEFAULT_SYNC_BRANCH;
  const find = (name: string) => askProvider(() => provider.findBranch({ repositoryId: remote.id, name }));
  if (baseBranch != null && (await find(baseBranch)) === undefined)
    throw new Refusal('invalid_input', `${remote.path} has no branch "${baseBranch}".`, [
      { path: 'baseBranch', message: 'There is no such branch: leave it empty for the default branch.' },
    ]);
  if ((await find(syncBranch))?.canPush === false)
    throw new Refusal('invalid_input', `The connected account may not push to the branch "${syncBranch}".`, [
      { path: 'syncBranch', message: 'It is protected there: choose another one, or let the account push to it.' },
    ]);
}
