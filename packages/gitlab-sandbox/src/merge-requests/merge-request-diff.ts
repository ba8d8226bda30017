import { createRef, deleteRef, diffNames, listRefs, log, updateRef } from '@amplication/git';
import { findBranch, findMergeBase } from '../projects/project-git.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import {
  nextId,
  type MergeRequest,
  type MergeRequestDiff,
  type MergeRequestVersion,
  type Project,
} from '../state/sandbox-state.ts';
import { findSourceTip } from './source-project.ts';

type Branches = Pick<MergeRequest, 'sourceProjectId' | 'sourceBranch' | 'targetBranch'>;

const maxCommits = 10_000;

/** What there is to merge between two branches now. */
export async function readMergeRequestDiff(
  context: Pick<SandboxContext, 'dataDir' | 'state'>,
  project: Project,
  branches: Branches,
): Promise<MergeRequestDiff> {
  const gitDir = gitDirOf(context, project);
  const head = await findSourceTip(context, project, branches);
  const start = await findBranch(context, project, branches.targetBranch);
  if (head === undefined || start === undefined) {
    return { headSha: head ?? null, baseSha: null, startSha: start ?? null, files: 0, commits: 0 };
  }
  const base = await findMergeBase(context, project, start, head);
  const commits = await log({ gitDir, tips: [head], exclude: [start], limit: maxCommits });
  const files = base === undefined ? [] : await diffNames({ gitDir, from: base, to: head });
  return { headSha: head, baseSha: base ?? null, startSha: start, files: files.length, commits: commits.length };
}

/** Reads the diff anew and remembers it as a version of its own when it is another one. */
export async function renewDiff(
  context: Pick<SandboxContext, 'dataDir' | 'state' | 'now'>,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<void> {
  const before = mergeRequest.diff;
  const diff = await readMergeRequestDiff(context, project, mergeRequest);
  mergeRequest.diff = diff;
  if (before.headSha === diff.headSha && before.startSha === diff.startSha) return;
  mergeRequest.versions.push(newVersion(context, diff));
}

/** A version of a merge request. */
export function newVersion(
  context: Pick<SandboxContext, 'state' | 'now'>,
  diff: MergeRequestDiff,
): MergeRequestVersion {
  return { id: nextId(context.state, 'mergeRequestVersion'), createdAt: timestamp(context), diff };
}

/** Makes `refs/merge-requests/<iid>/head` name the head of the diff. */
export async function keepMergeRequestRef(
  context: Pick<SandboxContext, 'dataDir'>,
  project: Project,
  iid: number,
  head: string | null,
): Promise<void> {
  const gitDir = gitDirOf(context, project);
  const ref = `refs/merge-requests/${iid}/head`;
  const now = (await listRefs({ gitDir, prefix: ref })).get(ref);
  const tip = head === null ? undefined : (head as typeof now);
  if (now === tip) return;
  if (tip === undefined) {
    if (now !== undefined) await deleteRef({ gitDir, ref, expected: now });
  } else if (now === undefined) await createRef({ gitDir, ref, tip });
  else await updateRef({ gitDir, ref, newTip: tip, expected: now });
}
