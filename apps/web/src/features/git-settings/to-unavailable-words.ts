const WORDS: Readonly<Record<string, string>> = {
  'being-deleted': 'It is being deleted in GitLab.',
  archived: 'It is archived, so nothing can be pushed to it.',
  'merge-requests-disabled': 'Merge requests are switched off in its GitLab settings.',
  'no-push-permission': 'The account may not push to it: it needs at least the Developer role.',
};

/** Why a repository cannot be picked, for people; a reason that is a sentence already stays. */
export function toUnavailableWords(reason: string): string {
  return WORDS[reason] ?? reason;
}
