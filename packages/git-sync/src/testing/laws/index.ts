export { keepLaws } from './keep-laws.ts';
export type { MergeMethod, Stage, StageFile, StageGeneration, StageOutcome } from './stage.ts';
export { anyStep, type Step } from './steps.ts';
