import type { BuildStep, LogLine } from '@amplication/contract';
import { describe, expect, it } from 'vitest';
import { toBuildSteps } from './to-build-steps.ts';

const at = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`;
const line = (second: number, step: BuildStep, level: LogLine['level'] = 'info'): LogLine => ({
  number: second,
  at: at(second),
  step,
  level,
  message: '',
});
const build: Parameters<typeof toBuildSteps>[0] = {
  state: 'queued',
  createdAt: at(0),
  startedAt: null,
  finishedAt: null,
  conflicts: [],
};
const statuses = (...input: Parameters<typeof toBuildSteps>): string =>
  toBuildSteps(...input)
    .map((step) => step.status)
    .join(' ');

describe('toBuildSteps', () => {
  it('waits in the queue first', () => {
    expect(statuses(build, [])).toBe('running waiting waiting waiting waiting');
  });

  it('says that nothing is left to do without a repository', () => {
    const generated = { ...build, state: 'generated', startedAt: at(1), finishedAt: at(3) } as const;
    expect(statuses(generated, [line(1, 'generate')])).toBe('done done skipped skipped skipped');
  });

  it('does not call a generated build finished that waits for its sync', () => {
    expect(statuses({ ...build, state: 'generated', startedAt: at(1) }, [line(1, 'generate')])).toBe(
      'done done waiting waiting waiting',
    );
  });

  it('blames the step that was under way, not the one that the error was logged at', () => {
    const failed = { ...build, state: 'failed', startedAt: at(1), finishedAt: at(5) } as const;
    expect(statuses(failed, [line(1, 'generate'), line(2, 'merge'), line(5, 'push', 'error')])).toBe(
      'done done failed skipped skipped',
    );
  });

  it('keeps saying that there were conflicts after the merge request was merged', () => {
    const merged = { ...build, state: 'merged', startedAt: at(1), finishedAt: at(5) } as const;
    const [content, deleted] = [
      { path: 'a.ts', kind: 'content' },
      { path: 'b.ts', kind: 'modify-delete' },
    ] as const;
    expect(statuses({ ...merged, conflicts: [content] }, [])).toBe('done done warning done done');
    expect(statuses({ ...merged, conflicts: [deleted] }, [])).toBe('done done done done done');
  });

  it('forgets the log of earlier runs', () => {
    const again = { ...build, state: 'failed', startedAt: at(10), finishedAt: at(12) } as const;
    const steps = toBuildSteps(again, [
      line(1, 'generate'),
      line(2, 'push'),
      line(10, 'generate'),
      line(11, 'generate', 'error'),
    ]);
    expect(steps.map((step) => step.status)).toEqual(['done', 'failed', 'skipped', 'skipped', 'skipped']);
    expect(steps[0]?.milliseconds).toBeUndefined();
  });

  it('measures each step from its first line to the next step', () => {
    const proposed = { ...build, state: 'proposed', startedAt: at(1), finishedAt: at(9) } as const;
    const steps = toBuildSteps(proposed, [
      line(1, 'generate'),
      line(3, 'merge'),
      line(6, 'push'),
      line(7, 'merge-request'),
    ]);
    expect(steps.map((step) => step.milliseconds)).toEqual([1_000, 2_000, 3_000, 1_000, 2_000]);
  });
});
