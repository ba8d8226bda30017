import { createHash } from 'node:crypto';
import { diffPatch, resolveRevision, toCommitId } from '@amplication/git';
import { readDiffs } from '../projects/read-diffs.ts';
import { messageError, type ApiError } from '../rest/api-error.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { NotePosition, Project } from '../state/sandbox-state.ts';

/**
 * Throws GitLab's answer unless the position names a line of the difference between its own commits: an added line by
 * its new number, a removed one by its old, an unchanged one (also outside the shown hunks) by both.
 */
export async function checkPosition(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  position: NotePosition,
): Promise<void> {
  const gitDir = gitDirOf(context, project);
  const known = await Promise.all(
    [position.baseSha, position.startSha, position.headSha].map(
      async (sha) => /^[0-9a-f]{40}$/.test(sha) && (await resolveRevision({ gitDir, revision: sha })) !== undefined,
    ),
  );
  if (known.includes(false)) throw refusedPosition();
  const range = { gitDir, from: toCommitId(position.baseSha), to: toCommitId(position.headSha) };
  const files = await readDiffs(range);
  const file = files.find((one) => one.new_path === position.newPath && one.old_path === position.oldPath);
  if (file === undefined) throw refusedPosition();
  const hunks = await diffPatch({ ...range, path: position.newPath });
  if (!isLineOf(parseHunks(hunks), position)) throw refusedPosition();
}

/** The sentence of GitLab for a position that is not in the diff. */
export function refusedPosition(): ApiError {
  return messageError(400, '400 Bad request - Note {:line_code=>["can\'t be blank", "must be a valid line code"]}');
}

/** GitLab's name of a line: hash of the path, old and new number. */
export function lineCodeOf(position: NotePosition): string {
  const path = createHash('sha1').update(position.newPath).digest('hex');
  return `${path}_${position.oldLine ?? 0}_${position.newLine ?? 0}`;
}

interface DiffLines {
  readonly added: ReadonlySet<number>;
  readonly removed: ReadonlySet<number>;
  /** How far new numbers are ahead of old ones from this old line on. */
  readonly shifts: readonly { readonly fromOld: number; readonly by: number }[];
}

/** The lines of one file's patch, by their numbers. */
export function parseHunks(patch: string): DiffLines {
  const added = new Set<number>();
  const removed = new Set<number>();
  const shifts: { fromOld: number; by: number }[] = [{ fromOld: 1, by: 0 }];
  let [oldLine, newLine] = [0, 0];
  for (const line of patch.slice(Math.max(0, patch.search(/^@@ /m))).split('\n')) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (head !== null) {
      // A side without lines is numbered by the line before.
      oldLine = Number(head[1]) + (head[2] === '0' ? 1 : 0);
      newLine = Number(head[3]) + (head[4] === '0' ? 1 : 0);
      continue;
    }
    if (line.startsWith('+')) added.add(newLine++);
    else if (line.startsWith('-')) removed.add(oldLine++);
    else if (line.startsWith(' ')) [oldLine, newLine] = [oldLine + 1, newLine + 1];
    else continue;
    shifts.push({ fromOld: oldLine, by: newLine - oldLine });
  }
  return { added, removed, shifts };
}

function isLineOf(lines: DiffLines, position: NotePosition): boolean {
  const { oldLine, newLine } = position;
  if (oldLine === null) return newLine !== null && lines.added.has(newLine);
  if (newLine === null) return lines.removed.has(oldLine);
  if (lines.removed.has(oldLine) || lines.added.has(newLine)) return false;
  const by = lines.shifts.filter((shift) => shift.fromOld <= oldLine).at(-1)?.by ?? 0;
  return oldLine > 0 && newLine === oldLine + by;
}
