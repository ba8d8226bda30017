const mark = /^\s*(\[draft\]|\(draft\)|draft:)\s*/i;

/**
 * The title with or without GitLab's mark of a draft, and otherwise untouched. A title of nothing but marks stays as it
 * is: GitLab takes no empty one.
 */
export function withDraft(title: string, isDraft: boolean): string {
  if (isDraft) return mark.test(title) ? title : `Draft: ${title}`;
  let bare = title;
  while (mark.test(bare)) bare = bare.replace(mark, '');
  return bare === '' ? title : bare;
}
