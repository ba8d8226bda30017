export { diffNames, diffPatch, diffStat, type DiffName, type DiffOptions, type DiffStat } from './diff.ts';
export { toRemoteFailure } from './ask-remote.ts';
export { fetchBranches, type FetchBranchesOptions, type FetchOutcome } from './fetch-branches.ts';
export { getGitVersion, type GitVersion } from './get-git-version.ts';
export { gitEnvironment, type GitEnvironmentOptions } from './git-environment.ts';
export { GitError, type GitErrorKind } from './git-error.ts';
export type { GitConfig, GitRemote } from './git-remote.ts';
export { httpBackendPath } from './http-backend-path.ts';
export {
  importCommits,
  type CommitMark,
  type CommitSignature,
  type SyntheticCommit,
  type TreeChange,
} from './import-commits.ts';
export { ensureMirror, initBare } from './init-repository.ts';
export { listRefs } from './list-refs.ts';
export { listTree, parseTreeObject, type TreeEntry, type TreeObjectEntry } from './list-tree.ts';
export { log, readCommit, type CommitPerson, type GitCommit, type LogOptions } from './log.ts';
export { readHistory, type History } from './history.ts';
export { isAncestor, listMergeBases } from './merge-base.ts';
export {
  mergeTrees,
  type MergeConflict,
  type MergeMessage,
  type MergeStage,
  type MergeTreesOutcome,
} from './merge-trees.ts';
export {
  blobIdOf,
  isObjectId,
  toBlobId,
  toCommitId,
  toTreeId,
  type BlobId,
  type CommitId,
  type TreeId,
} from './object-id.ts';
export { openObjects, type GitObject, type ObjectReader } from './object-reader.ts';
export { fetchObjects, listMissing, type FetchObjectsOutcome } from './fetch-objects.ts';
export { findRemoteBranch, type FindRemoteBranchOutcome } from './find-remote-branch.ts';
export { push, type PushOutcome, type RefUpdate } from './push.ts';
export { readBlobs } from './read-blobs.ts';
export { isBranchName } from './ref-name.ts';
export type { RemoteFailure } from './remote-failure.ts';
export { resolveRevision } from './resolve-revision.ts';
export { runGit, type GitOutput, type RunGitOptions } from './run-git.ts';
export { createRef, deleteRef, setHead, updateRef, type UpdateRefsOutcome } from './update-refs.ts';
