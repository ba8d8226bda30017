import {
  isBranchName,
  listMergeBases,
  listRefs,
  readCommit,
  resolveRevision,
  type CommitId,
  type GitCommit,
} from '@amplication/git';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';

type GitContext = Pick<SandboxContext, 'dataDir'>;

/** The tip of a branch, or undefined when there is no such branch. */
export async function findBranch(context: GitContext, project: Project, branch: string): Promise<CommitId | undefined> {
  if (!isBranchName(branch)) return undefined;
  return resolveRevision({ gitDir: gitDirOf(context, project), revision: `refs/heads/${branch}` });
}

/** The commit that a branch, a tag, `HEAD` or a (short) commit id names. */
export async function findCommit(context: GitContext, project: Project, ref: string): Promise<CommitId | undefined> {
  if (ref === 'HEAD')
    return project.defaultBranch === null ? undefined : findBranch(context, project, project.defaultBranch);
  if (!isBranchName(ref)) return undefined;
  const gitDir = gitDirOf(context, project);
  const branch = await findBranch(context, project, ref);
  const tag = branch ?? (await resolveRevision({ gitDir, revision: `refs/tags/${ref}` }));
  if (tag !== undefined || !/^[0-9a-f]{7,40}$/.test(ref)) return tag;
  return resolveRevision({ gitDir, revision: ref });
}

/** The branches with their tips, sorted by name. */
export async function listBranches(context: GitContext, project: Project): Promise<ReadonlyMap<string, CommitId>> {
  const refs = await listRefs({ gitDir: gitDirOf(context, project), prefix: 'refs/heads' });
  return new Map([...refs].map(([ref, tip]) => [ref.slice('refs/heads/'.length), tip]));
}

/** The first merge base of two commits, or undefined for unrelated histories. */
export async function findMergeBase(
  context: GitContext,
  project: Project,
  a: CommitId,
  b: CommitId,
): Promise<CommitId | undefined> {
  return (await listMergeBases({ gitDir: gitDirOf(context, project), a, b }))[0];
}

/** The commit of this id in the project's repository. */
export async function getCommit(context: GitContext, project: Project, id: CommitId): Promise<GitCommit> {
  return readCommit({ gitDir: gitDirOf(context, project), id });
}
