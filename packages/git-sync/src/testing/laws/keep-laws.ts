import { expect } from 'vitest';
import { findTokens, generate, joinTexts, noteTips, play, startHistory, type History } from './play.ts';
import type { Stage, StageOutcome } from './stage.ts';
import type { Step } from './steps.ts';

/** Plays a history and holds every sync in it against the laws; throws at the first that is broken. */
export async function keepLaws(stage: Stage, services: number, steps: readonly Step[]): Promise<History> {
  const history = await startHistory(stage, services);
  await syncAndCheck(history);
  for (const step of steps) {
    const mustSync = await play(history, step);
    if (step.kind === 'keep-mine')
      for (const print of listFingerprints(lastOutcome.get(history))) history.kept.add(print);
    if (mustSync) await syncAndCheck(history);
  }
  await syncAndCheck(history);
  return history;
}

const lastOutcome = new WeakMap<History, StageOutcome>();

function listFingerprints(outcome: StageOutcome | undefined): readonly string[] {
  return outcome?.conflicts.flatMap(({ fingerprints }) => fingerprints).filter((print) => print !== '') ?? [];
}

async function syncAndCheck(history: History): Promise<void> {
  const { stage } = history;
  const [mainBefore, syncBefore] = [await stage.files('main'), await stage.files('amplication')];
  const [mainTip, syncTip] = [await stage.tip('main'), await stage.tip('amplication')];
  const generations = generate(history);
  const outcome = await stage.build(generations);
  lastOutcome.set(history, outcome);
  await noteTips(history);
  const undecided = outcome.conflicts.filter(({ kind }) => kind === 'base').map(({ path }) => path);

  // Law 4: person against person is the only conflict that git may find.
  const isOpen = (await stage.countOpen()) > 0;
  const gitConflicts = isOpen ? await stage.listGitConflicts() : [];
  if (undecided.length === 0) expect(gitConflicts, 'law 4: git finds no conflict').toEqual([]);
  for (const path of undecided) expect(isTouched(history, path), `law 4: ${path} was touched`).toBe(true);

  // Law 1: nothing of a person's is lost, and nothing that they took out comes back.
  const result = isOpen ? await stage.readMerge() : await stage.files('main');
  const syncAfter = await stage.files('amplication');
  const found = new Set([...findTokens(result), ...(gitConflicts.length > 0 ? findTokens(syncAfter) : [])]);
  for (const token of [...findTokens(mainBefore), ...findTokens(syncBefore)])
    if (!history.removedTokens.has(token)) expect(found, `law 1: ${token} is kept`).toContain(token);
  const text = joinTexts(result);
  if (gitConflicts.length === 0)
    for (const line of history.removedLines) expect(text.includes(line), `law 1: ${line} stays out`).toBe(false);

  // Law 2: what nobody touched is as generated.
  const checked = undecided.length > 0 ? syncAfter : result;
  const generated = new Map(generations.flatMap(({ files }) => files.map((each) => [each.path, each.file] as const)));
  for (const [path, owners] of history.owners) {
    if ([...owners].some((owner) => history.touched.has(owner))) continue;
    const [is, should] = [checked.get(path), generated.get(path)];
    expect(is?.content.toString('latin1'), `law 2: ${path}`).toBe(should?.content.toString('latin1'));
    expect(is?.mode, `law 2: mode of ${path}`).toBe(should?.mode);
  }
  for (const { content } of syncAfter.values())
    expect(/^(<{7}|>{7})/mu.test(content.toString('latin1')), 'no conflict markers').toBe(false);

  // Law 5: only the sync branch moved, and its old tip stays reachable unless it was merged.
  expect(await stage.tip('main'), 'law 5: main stays').toBe(mainTip);
  if (syncTip !== undefined && !(await stage.reaches('amplication', syncTip)))
    expect((await stage.reaches('main', syncTip)) || (await stage.wasMergedAt(syncTip)), 'law 5: merged').toBe(true);

  // Law 6: what was decided is not asked again.
  for (const print of listFingerprints(outcome)) expect(history.kept, 'law 6: once').not.toContain(print);

  // Law 3: again pushes nothing.
  const [tip, open] = [await stage.tip('amplication'), await stage.countOpen()];
  await stage.again();
  expect(await stage.tip('amplication'), 'law 3: nothing is pushed').toBe(tip);
  expect(await stage.countOpen(), 'law 3: the merge request stays open').toBe(open);
}

/** True for files that a person touched, or that are theirs. */
function isTouched(history: History, path: string): boolean {
  const owners = history.owners.get(path);
  return owners === undefined || [...owners].some((owner) => history.touched.has(owner));
}
