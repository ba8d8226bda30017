import { BUILD_STEPS, type Build, type BuildStep, type LogLine } from '@amplication/contract';
import { assertNever } from '@amplication/domain';
import { isOpenConflict } from '@amplication/domain';

export type StepStatus = 'waiting' | 'running' | 'done' | 'warning' | 'failed' | 'cancelled' | 'skipped';

export interface StepView {
  readonly step: BuildStep;
  readonly status: StepStatus;
  /** Undefined where it is not known (yet). */
  readonly milliseconds: number | undefined;
}

type Shown = Pick<Build, 'state' | 'createdAt' | 'startedAt' | 'finishedAt' | 'conflicts'>;

/** Where each step of a build is, from its state and the log of its latest run. Claims nothing that neither says. */
export function toBuildSteps(build: Shown, log: readonly LogLine[]): readonly StepView[] {
  const lines = log.filter((line) => build.startedAt !== null && line.at >= build.startedAt);
  const isFirstRun = lines.length === log.length;
  const statuses = toStatuses(build, lines);
  return BUILD_STEPS.map((step) => ({
    step,
    status: statuses[step],
    milliseconds: toMilliseconds(step, statuses[step], build, lines, isFirstRun),
  }));
}

function toStatuses(build: Shown, lines: readonly LogLine[]): Readonly<Record<BuildStep, StepStatus>> {
  switch (build.state) {
    case 'queued':
      return at('queue', 'running', 'waiting');
    case 'generating':
      return at('generate', 'running', 'waiting');
    case 'generated':
      // Finished means that there is no repository to bring the code to; otherwise its turn to sync comes.
      return at('generate', 'done', build.finishedAt === null ? 'waiting' : 'skipped');
    case 'syncing':
      return at(lastStep(lines, ['merge', 'push', 'merge-request']) ?? 'merge', 'running', 'waiting');
    case 'unchanged':
      return at('merge', 'done', 'skipped');
    case 'conflicted':
      return { ...at('merge-request', 'done', 'waiting'), merge: 'warning' };
    case 'proposed':
    case 'merged':
    case 'closed': {
      const steps = at('merge-request', 'done', 'waiting');
      return build.conflicts.some(isOpenConflict) ? { ...steps, merge: 'warning' } : steps;
    }
    case 'failed':
      return at(failedStep(lines), 'failed', 'skipped');
    case 'cancelled':
      return at(lastStep(lines, BUILD_STEPS) ?? 'queue', 'cancelled', 'skipped');
    default:
      return assertNever(build.state);
  }
}

/** All steps before `step` are done, those after it are `rest`. */
function at(step: BuildStep, status: StepStatus, rest: StepStatus): Readonly<Record<BuildStep, StepStatus>> {
  const position = BUILD_STEPS.indexOf(step);
  const statusOf = (index: number): StepStatus => (index < position ? 'done' : index === position ? status : rest);
  return {
    queue: statusOf(0),
    generate: statusOf(1),
    merge: statusOf(2),
    push: statusOf(3),
    'merge-request': statusOf(4),
  };
}

/** The step that was under way: the error itself is logged where the run was given up. */
function failedStep(lines: readonly LogLine[]): BuildStep {
  const underWay = lines.findLast((line) => line.level === 'info');
  return underWay?.step ?? lines.at(-1)?.step ?? 'generate';
}

function lastStep(lines: readonly LogLine[], among: readonly BuildStep[]): BuildStep | undefined {
  return lines.findLast((line) => line.level === 'info' && among.includes(line.step))?.step;
}

function toMilliseconds(
  step: BuildStep,
  status: StepStatus,
  build: Shown,
  lines: readonly LogLine[],
  isFirstRun: boolean,
): number | undefined {
  if (status !== 'done' && status !== 'warning' && status !== 'failed') return undefined;
  if (step === 'queue') return isFirstRun ? between(build.createdAt, build.startedAt) : undefined;
  const first = lines.findIndex((line) => line.step === step);
  if (first < 0) return undefined;
  const following = lines.slice(first).find((line) => BUILD_STEPS.indexOf(line.step) > BUILD_STEPS.indexOf(step));
  return between(lines[first]?.at ?? null, following?.at ?? build.finishedAt ?? lines.at(-1)?.at ?? null);
}

function between(from: string | null, to: string | null): number | undefined {
  return from === null || to === null ? undefined : Math.max(0, Date.parse(to) - Date.parse(from));
}
