import type { GitSettingsInput, GitSettingsView } from '@amplication/contract';

/** A choice that may be left to the repository's own settings. */
export type RepositoryChoice = 'repository' | 'yes' | 'no';

/** The settings of merge requests and commits as a form holds them. */
export interface MergeRequestValues {
  readonly mergeRequest: {
    readonly labels: string[];
    readonly draft: boolean;
    readonly squash: RepositoryChoice;
    readonly removeSourceBranch: RepositoryChoice;
    readonly milestoneId: number | null;
    readonly assigneeIds: string[];
    readonly reviewerIds: string[];
  };
  readonly author: { readonly name: string; readonly email: string };
}

/** The paths of the fields, as the server names them when it refuses one. */
export const MERGE_REQUEST_FIELDS = [
  'mergeRequest.labels',
  'mergeRequest.draft',
  'mergeRequest.squash',
  'mergeRequest.removeSourceBranch',
  'mergeRequest.milestoneId',
  'mergeRequest.assigneeIds',
  'mergeRequest.reviewerIds',
  'author.name',
  'author.email',
];

/** Stored settings, in the form's shape. */
export function toMergeRequestValues({
  mergeRequest,
  author,
}: Pick<GitSettingsView, 'mergeRequest' | 'author'>): MergeRequestValues {
  return {
    mergeRequest: {
      labels: mergeRequest.labels,
      draft: mergeRequest.draft,
      squash: toChoice(mergeRequest.squash),
      removeSourceBranch: toChoice(mergeRequest.removeSourceBranch),
      milestoneId: mergeRequest.milestoneId,
      assigneeIds: mergeRequest.assigneeIds.map(String),
      reviewerIds: mergeRequest.reviewerIds.map(String),
    },
    author,
  };
}

/** The form's values as they are saved. */
export function toMergeRequestInput({
  mergeRequest,
  author,
}: MergeRequestValues): Required<Pick<GitSettingsInput, 'mergeRequest' | 'author'>> {
  return {
    mergeRequest: {
      labels: mergeRequest.labels,
      draft: mergeRequest.draft,
      squash: fromChoice(mergeRequest.squash),
      removeSourceBranch: fromChoice(mergeRequest.removeSourceBranch),
      milestoneId: mergeRequest.milestoneId,
      assigneeIds: mergeRequest.assigneeIds.map(Number),
      reviewerIds: mergeRequest.reviewerIds.map(Number),
    },
    author: { name: author.name.trim(), email: author.email.trim() },
  };
}

function toChoice(value: boolean | null): RepositoryChoice {
  return value === null ? 'repository' : value ? 'yes' : 'no';
}

function fromChoice(choice: RepositoryChoice): boolean | null {
  return choice === 'repository' ? null : choice === 'yes';
}
