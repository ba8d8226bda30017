import { toConflictWords } from '@amplication/domain';
import type { ConflictRow } from '@amplication/store';

/** A suggestion of GitLab replaces at most so many lines. */
const MOST_SUGGESTED_LINES = 100;
/** Longer texts are looked at on our page. */
const LONGEST_SHOWN = 10_000;

/** Names our discussion of a conflict; people do not see it. */
export function toDiscussionMark(conflictId: string): string {
  return `<!-- amplication:conflict ${conflictId} -->`;
}

/** The line of the result that a suggestion is put under, counted from 1; undefined where there is nothing to suggest. */
export function findSuggestedLine(row: Pick<ConflictRow, 'kind' | 'hunks'>): number | undefined {
  const [hunk] = row.hunks;
  if (row.kind !== 'content' || hunk === undefined) return undefined;
  const lines = hunk.result.end - hunk.result.start;
  return lines > 0 && lines <= MOST_SUGGESTED_LINES ? hunk.result.end : undefined;
}

/**
 * What a discussion says of a conflict: what happened, what was generated, and where to decide. With `suggests` the first
 * generated text is a suggestion, to be put under the last line that it replaces.
 */
export function describeConflict(
  row: Pick<ConflictRow, 'id' | 'path' | 'kind' | 'hunks'>,
  theirs: string | undefined,
  use: { readonly page: string; readonly suggests: boolean },
): string {
  const lines = theirs === undefined ? [] : (theirs.match(/[^\n]*\n|[^\n]+$/gu) ?? []);
  const blocks =
    row.kind !== 'content'
      ? []
      : row.hunks.map((hunk, index) => {
          const text = lines.slice(hunk.theirs.start, hunk.theirs.end).join('');
          const length = hunk.result.end - hunk.result.start;
          return toBlock(text, use.suggests && index === 0 ? `suggestion:-${length - 1}+0` : '');
        });
  const shown = blocks.join('\n\n');
  return [
    `\`${row.path}\`: ${toConflictWords(row.kind)}.`,
    ...(shown === '' || shown.length > LONGEST_SHOWN ? [] : ['The generator would have written:', shown]),
    `Keep yours, take what was generated or edit the result on the [Conflicts page](${use.page}). Resolving this thread keeps what is in the branch.`,
    toDiscussionMark(row.id),
  ].join('\n\n');
}

/** A fenced block whose fence is longer than any in the text. */
function toBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const body = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return text === '' && language === ''
    ? '_Nothing: these lines would be deleted._'
    : `${fence}${language}\n${body}${fence}`;
}

const ENDS: Readonly<Record<ConflictRow['state'], string>> = {
  open: '',
  kept: 'kept what is in the branch',
  taken: 'took what was generated',
  edited: 'edited the result',
  settled: 'nothing left to decide here: a newer build or the end of the merge request overtook it',
};

/** What the discussion is told when the conflict is over. */
export function describeEnd(row: Pick<ConflictRow, 'state' | 'decider'>): string {
  if (row.state === 'settled' || row.decider === null) return `${capitalize(ENDS[row.state])}.`;
  return `${row.decider} ${ENDS[row.state]}.`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
