import { readBlobs, toCommitId, runGit, toBlobId } from '@amplication/git';
import { commitActions } from '../projects/commit-actions.ts';
import { messageError } from '../rest/api-error.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import {
  nextId,
  type MergeRequest,
  type Note,
  type Project,
  type Suggestion,
  type User,
} from '../state/sandbox-state.ts';

const fence = /^(`{3,})suggestion(?::-(\d+)\+(\d+))?[ \t]*\n([\s\S]*?)^\1[ \t]*$/gm;

/** Remembers the changes that a note on a line proposes, in place of those it proposed before. */
export async function rememberSuggestions(
  context: Pick<SandboxContext, 'state' | 'dataDir'>,
  project: Project,
  note: Note,
): Promise<void> {
  const { suggestions } = context.state;
  suggestions.splice(0, suggestions.length, ...suggestions.filter(({ noteId }) => noteId !== note.id));
  const line = note.position?.newLine ?? null;
  if (note.position === null || line === null) return;
  const lines = await readLines(context, project, note.position.headSha, note.position.newPath);
  for (const [, , above = '0', below = '0', text = ''] of note.body.matchAll(fence)) {
    const fromLine = Math.max(1, line - Number(above));
    const toLine = Math.min(lines.length, line + Number(below));
    const fromContent = lines.slice(fromLine - 1, toLine).join('');
    const id = nextId(context.state, 'suggestion');
    suggestions.push({ id, noteId: note.id, fromLine, toLine, fromContent, toContent: text, isApplied: false });
  }
}

/** Commits a proposed change to the source branch; throws GitLab's answer when the lines are not there any more. */
export async function applySuggestion(
  context: SandboxContext,
  user: User,
  suggestion: Suggestion,
  place: { readonly project: Project; readonly mergeRequest: MergeRequest; readonly note: Note },
  message: string | undefined,
): Promise<void> {
  const { project, mergeRequest, note } = place;
  const path = note.position?.newPath ?? '';
  const head = mergeRequest.diff.headSha;
  const lines = head === null ? [] : await readLines(context, project, head, path);
  const present = lines.slice(suggestion.fromLine - 1, suggestion.toLine).join('');
  if (suggestion.isApplied || mergeRequest.state !== 'opened' || present !== suggestion.fromContent) {
    throw messageError(400, 'A file has been changed.');
  }
  const content = [
    ...lines.slice(0, suggestion.fromLine - 1),
    suggestion.toContent,
    ...lines.slice(suggestion.toLine),
  ].join('');
  await commitActions(context, project, user, {
    branch: mergeRequest.sourceBranch,
    message: message ?? `Apply 1 suggestion(s) to 1 file(s)`,
    actions: [{ action: 'update', filePath: path, content: Buffer.from(content) }],
  });
  suggestion.isApplied = true;
}

// Each with its line end, so that joining them gives the file again.
async function readLines(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  commit: string,
  path: string,
): Promise<readonly string[]> {
  const gitDir = gitDirOf(context, project);
  const found = await runGit(['rev-parse', '--verify', '--quiet', `${toCommitId(commit)}:${path}`], {
    gitDir,
    okExitCodes: [0, 1, 128],
  });
  if (found.exitCode !== 0) return [];
  const id = toBlobId(found.stdout.toString('latin1').trim());
  const text = (await readBlobs({ gitDir, ids: [id] })).get(id)?.toString('utf8') ?? '';
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
