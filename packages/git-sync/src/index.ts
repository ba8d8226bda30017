export type * from './ports.ts';
export { SYNC_POINTS } from './ports.ts';
export { syncRepository } from './apply/sync-repository.ts';
export { RemoteTrouble } from './apply/gather.ts';
export { findBranch, readContents, type MirrorPlace } from './apply/read-contents.ts';
export {
  commitResolutions,
  takeGenerated,
  type FileResolution,
  type ResolutionOutcome,
  type ResolutionRequest,
} from './apply/resolve-conflicts.ts';
