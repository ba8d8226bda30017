import { Refusal } from './refusal.ts';

/**
 * What a new merge request is opened with. Later it belongs to people: labels, reviewers and all the rest are never set again.
 */
export interface MergeRequestSettings {
  readonly labels: readonly string[];
  /** Always opened as a draft; otherwise only while a conflict waits for a decision. */
  readonly draft: boolean;
  /** null: as the repository's own settings say. */
  readonly squash: boolean | null;
  /** Whether the sync branch goes when it is merged; null: as the repository's own settings say. */
  readonly removeSourceBranch: boolean | null;
  /** GitLab's number of a milestone. */
  readonly milestoneId: number | null;
  /** GitLab's numbers of users. */
  readonly assigneeIds: readonly number[];
  readonly reviewerIds: readonly number[];
}

/** Who signs our commits: push rules may demand a real address. */
export interface CommitAuthor {
  readonly name: string;
  readonly email: string;
}

export const DEFAULT_MERGE_REQUEST: MergeRequestSettings = {
  labels: [],
  draft: false,
  squash: null,
  removeSourceBranch: null,
  milestoneId: null,
  assigneeIds: [],
  reviewerIds: [],
};

export const DEFAULT_AUTHOR: CommitAuthor = { name: 'Amplication', email: 'amplication@users.noreply.local' };

export const MOST_LABELS = 20;
export const MOST_PEOPLE = 20;

const EMAIL = /^[^\s<>@"\p{Cc}]+@[^\s<>@"\p{Cc}]+$/u;
const LONGEST_EMAIL = 254;
const LONGEST_NAME = 100;
/** git takes these away from both ends of a name; one of nothing else would be empty. */
const CRUD = /^[\s.,:;<>"'\\]*$/u;

/** Refuses what GitLab could not take, at the form field it was typed into: `mergeRequest.labels` and so on. */
export function assertMergeRequestSettings({ labels, assigneeIds, reviewerIds }: MergeRequestSettings): void {
  const field = 'mergeRequest.labels';
  if (labels.length > MOST_LABELS) refuse(field, `At most ${MOST_LABELS} labels.`);
  if (labels.some((label) => label.trim() === '')) refuse(field, 'A label needs a name.');
  const split = labels.find((label) => label.includes(','));
  if (split !== undefined) refuse(field, `"${split}" has a comma, which would make it two labels in GitLab.`);
  const keys = labels.map((label) => label.trim().toLowerCase());
  const twin = labels.find((_label, index) => keys.indexOf(keys[index] ?? '') !== index);
  if (twin !== undefined) refuse(field, `"${twin}" is there twice.`);
  assertPeople('mergeRequest.assigneeIds', assigneeIds);
  assertPeople('mergeRequest.reviewerIds', reviewerIds);
}

/** Refuses a name or an address that git could not sign a commit with, at its form field: `author.name`, `author.email`. */
export function assertAuthor({ name, email }: CommitAuthor): void {
  if (/[<>\p{Cc}]/u.test(name)) refuse('author.name', 'A name in one line, without "<" and ">".');
  if (CRUD.test(name) || name.length > LONGEST_NAME)
    refuse('author.name', `A name of 1 to ${LONGEST_NAME} characters, not of punctuation alone.`);
  if (!EMAIL.test(email) || email.length > LONGEST_EMAIL)
    refuse('author.email', 'An e-mail address such as bot@example.com.');
}

function assertPeople(path: string, ids: readonly number[]): void {
  if (ids.length > MOST_PEOPLE) refuse(path, `At most ${MOST_PEOPLE} people.`);
  if (ids.some((id) => !Number.isSafeInteger(id) || id < 1)) refuse(path, 'Ids of users are whole numbers above zero.');
  if (new Set(ids).size !== ids.length) refuse(path, 'Somebody is there twice.');
}

function refuse(path: string, message: string): never {
  throw new Refusal('invalid_input', message, [{ path, message }]);
}
