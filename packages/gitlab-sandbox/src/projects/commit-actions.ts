import {
  createRef,
  importCommits,
  isBranchName,
  listTree,
  log,
  updateRef,
  type BlobId,
  type CommitId,
  type TreeChange,
} from '@amplication/git';
import { canPush } from '../access.ts';
import { ApiError, forbidden, messageError } from '../rest/api-error.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { afterPush } from './after-push.ts';
import { copyCommits } from './copy-commits.ts';
import { findBranch, findCommit, getCommit } from './project-git.ts';

type FileMode = '100644' | '100755' | '120000';

/** A file as the actions so far leave it: in the repository, or to be written by this very commit. */
interface HeldFile {
  readonly mode: FileMode;
  readonly content: Buffer | BlobId;
}

export interface FileAction {
  readonly action: 'create' | 'update' | 'delete' | 'move' | 'chmod';
  readonly filePath: string;
  readonly previousPath?: string | undefined;
  readonly content?: Buffer | undefined;
  readonly executable?: boolean | undefined;
  /** Refused when another commit has changed the file since. */
  readonly lastCommitId?: string | undefined;
}

export interface ActionCommit {
  readonly branch: string;
  readonly startRef?: string | undefined;
  /** Where `startRef` is, when not in the project itself. */
  readonly startProject?: Project | undefined;
  readonly force?: boolean | undefined;
  readonly message: string;
  readonly author?: { readonly name?: string | undefined; readonly email?: string | undefined } | undefined;
  readonly actions: readonly FileAction[];
  /** How a protected branch is refused: requests for one file are told with 400, commits with 403. */
  readonly refusedWith?: 400 | 403 | undefined;
}

/** Makes one commit of file actions on a branch, which may be new; throws GitLab's answers. */
export async function commitActions(
  context: SandboxContext,
  project: Project,
  user: User,
  input: ActionCommit,
): Promise<CommitId> {
  if (!isBranchName(input.branch)) throw messageError(400, 'Branch name is invalid');
  if (!canPush(context.state, user, project, input.branch)) {
    const sentence = 'You are not allowed to push into this branch';
    throw input.refusedWith === 400 ? messageError(400, sentence) : forbidden(sentence);
  }
  const before = await findBranch(context, project, input.branch);
  const parent = await findParent(context, project, input, before);
  const gitDir = gitDirOf(context, project);
  const commit = parent === undefined ? undefined : await getCommit(context, project, parent);
  const files = new Map<string, HeldFile>();
  for (const entry of parent === undefined ? [] : await listTree({ gitDir, treeish: parent })) {
    if (entry.type === 'blob') files.set(entry.path, { mode: entry.mode, content: entry.id });
  }
  for (const action of input.actions) await checkLastCommit(gitDir, parent, action);
  const changes = input.actions.flatMap((action) => toChanges(files, action));
  const date = timestamp(context);
  const [tip] = await importCommits({
    gitDir,
    commits: [
      {
        parents: parent === undefined ? [] : [parent],
        base: commit?.tree,
        changes: lastPerPath(changes),
        message: input.message,
        author: { name: input.author?.name ?? user.name, email: input.author?.email ?? user.email, date },
        committer: { name: user.name, email: user.email, date },
      },
    ],
  });
  if (tip === undefined) throw new Error('The commit was not made.');
  const ref = `refs/heads/${input.branch}`;
  const moved =
    before === undefined
      ? await createRef({ gitDir, ref, tip })
      : await updateRef({ gitDir, ref, newTip: tip, expected: before });
  if (moved.kind === 'moved') throw messageError(400, 'Could not update branch. Please try again.');
  await afterPush(context, project, user, [{ branch: input.branch, before: before ?? null, after: tip }]);
  return tip;
}

async function checkLastCommit(gitDir: string, parent: CommitId | undefined, action: FileAction): Promise<void> {
  if (action.lastCommitId === undefined || action.lastCommitId === '' || parent === undefined) return;
  const [last] = await log({ gitDir, tips: [parent], path: action.previousPath ?? action.filePath, limit: 1 });
  if (last === undefined || last.id === action.lastCommitId) return;
  throw messageError(400, 'You are attempting to update a file that has changed since you started editing it.');
}

async function findParent(
  context: SandboxContext,
  project: Project,
  input: ActionCommit,
  before: CommitId | undefined,
): Promise<CommitId | undefined> {
  if (input.startRef !== undefined && input.startRef !== input.branch) {
    if (before !== undefined && input.force !== true) {
      throw messageError(
        400,
        `A branch called '${input.branch}' already exists. Switch to that branch in order to make changes`,
      );
    }
    const from = input.startProject ?? project;
    const start = await findCommit(context, from, input.startRef);
    if (start === undefined) throw messageError(400, `Cannot find start_branch '${input.startRef}'`);
    if (from !== project) await copyCommits(context, from, project, start);
    return start;
  }
  if (before === undefined && project.defaultBranch !== null) {
    throw messageError(400, 'You can only create or edit files when you are on a branch');
  }
  return before;
}

function toChanges(files: Map<string, HeldFile>, action: FileAction): readonly TreeChange[] {
  const { filePath, content } = action;
  assertPath(filePath);
  const exists = files.has(filePath);
  const write = (mode: FileMode, bytes: Buffer | BlobId): readonly TreeChange[] => {
    files.set(filePath, { mode, content: bytes });
    return [{ kind: 'write', path: filePath, mode, content: bytes }];
  };
  const modeOf = (before: FileMode): FileMode => {
    if (action.executable === undefined) return before;
    return action.executable ? '100755' : '100644';
  };
  switch (action.action) {
    case 'create':
      if (exists) throw messageError(400, 'A file with this name already exists');
      return write(modeOf('100644'), content ?? Buffer.alloc(0));
    case 'update': {
      const file = getFile(files, filePath);
      return write(modeOf(file.mode), content ?? file.content);
    }
    case 'chmod': {
      const file = getFile(files, filePath);
      return write(modeOf(file.mode), file.content);
    }
    case 'delete':
      getFile(files, filePath);
      files.delete(filePath);
      return [{ kind: 'delete', path: filePath }];
    case 'move': {
      const previous = action.previousPath ?? '';
      const file = getFile(files, previous);
      if (exists) throw messageError(400, 'A file with this name already exists');
      files.delete(previous);
      return [{ kind: 'delete', path: previous }, ...write(modeOf(file.mode), content ?? file.content)];
    }
  }
}

// Deletions are applied first: a path that is deleted and written again must be written only.
function lastPerPath(changes: readonly TreeChange[]): readonly TreeChange[] {
  return [...new Map(changes.map((change) => [change.path, change])).values()];
}

function getFile(files: ReadonlyMap<string, HeldFile>, path: string): HeldFile {
  const file = files.get(path);
  if (file === undefined) throw messageError(400, "A file with this name doesn't exist");
  return file;
}

/** Throws when the path would leave the repository. */
export function assertPath(path: string): void {
  if (/^$|^\/|\/$|\/\/|\0|(^|\/)(\.|\.\.|\.git)(\/|$)/i.test(path)) {
    throw new ApiError(400, { error: 'file_path should be a valid file path' });
  }
}
