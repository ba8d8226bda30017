import { expect } from 'vitest';
import { generate, play, startHistory } from './play.ts';
import type { MergeMethod, Stage } from './stage.ts';
import type { Step } from './steps.ts';

/** How a history ended: every file of what would be merged, and whether only people's own conflicts stood in the way. */
interface Ending {
  readonly files: Readonly<Record<string, string>>;
  readonly isDisputed: boolean;
}

/**
 * Law 4: history does not matter. Plays the same script with each way to merge, and compares what comes of it. Histories in
 * which two people dispute a line are left out: what is merged then depends on who was first.
 */
export async function keepSameTree(
  openStage: () => Stage,
  methods: readonly MergeMethod[],
  services: number,
  steps: readonly Step[],
): Promise<void> {
  const endings: Ending[] = [];
  for (const method of methods) {
    await using stage = openStage();
    endings.push(await playBy(stage, method, services, steps));
  }
  if (endings.some(({ isDisputed }) => isDisputed)) return;
  const [first, ...others] = endings;
  for (const [index, other] of others.entries())
    expect(other.files, `law 4: ${methods[index + 1]} as ${methods[0]}`).toEqual(first?.files);
}

async function playBy(stage: Stage, method: MergeMethod, services: number, steps: readonly Step[]): Promise<Ending> {
  const history = await startHistory(stage, services);
  let isDisputed = false;
  const sync = async (): Promise<void> => {
    const outcome = await stage.build(generate(history));
    isDisputed ||= outcome.conflicts.length > 0;
  };
  await sync();
  for (const step of steps) {
    if (step.kind === 'merge') {
      const hasMerged = await stage.merge(method, true);
      isDisputed ||= !hasMerged && (await stage.listGitConflicts()).length > 0;
    } else {
      await play(history, step);
    }
    await sync();
  }
  const files = await stage.readMerge();
  return {
    isDisputed,
    files: Object.fromEntries(
      [...files].map(([path, { mode, content }]) => [path, `${mode} ${content.toString('latin1')}`]),
    ),
  };
}
