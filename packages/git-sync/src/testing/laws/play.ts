import { generateWorld, createWorld, type World } from './model.ts';
import { editFile } from './edit-file.ts';
import type { Stage, StageFile, StageFiles } from './stage.ts';
import type { Branch, Step } from './steps.ts';

/** A history as it goes on: the model, and what people did on purpose. */
export interface History {
  readonly stage: Stage;
  readonly world: World;
  /** Files of generations that a person touched: `service key`. */
  readonly touched: Set<string>;
  /** Tokens that a person took out again. */
  readonly removedTokens: Set<string>;
  /** Generated lines that a person took out. */
  readonly removedLines: Set<string>;
  /** Every path that was ever generated -> the files that had it. */
  readonly owners: Map<string, Set<string>>;
  /** Tips of main, and of the sync branch, oldest first. */
  readonly tips: Record<Branch, string[]>;
  readonly kept: Set<string>;
  tokens: number;
}

/** Starts a history. */
export async function startHistory(stage: Stage, services: number): Promise<History> {
  const tip = await stage.tip('main');
  return {
    stage,
    world: createWorld(services),
    touched: new Set(),
    removedTokens: new Set(),
    removedLines: new Set(),
    owners: new Map(),
    tips: { main: tip === undefined ? [] : [tip], amplication: [] },
    kept: new Set(),
    tokens: 0,
  };
}

/** The generations of the model as it is now; remembers whose paths they are. */
export function generate(history: History): ReturnType<typeof generateWorld> {
  const generations = generateWorld(history.world);
  for (const { service, files } of generations) {
    for (const { path, key } of files) {
      const owners = history.owners.get(path) ?? new Set();
      history.owners.set(path, owners.add(`${service} ${key}`));
    }
  }
  return generations;
}

/** Plays a step; true when the product has to sync afterwards. */
export async function play(history: History, step: Step): Promise<boolean> {
  const { stage } = history;
  switch (step.kind) {
    case 'edit':
    case 'add':
      await edit(history, step);
      return false;
    case 'merge':
      await act(history, 'main', async () => void (await stage.merge(step.method, step.deleteBranch)));
      return true;
    case 'close':
      if (step.deleteBranch) history.removedLines.clear();
      await act(history, 'amplication', () => stage.close(step.deleteBranch));
      return false;
    case 'revert':
    case 'force': {
      const branch = step.kind === 'revert' ? 'main' : 'amplication';
      const tip = history.tips[branch].at(-1 - step.back);
      if (tip === undefined || (await stage.tip(branch)) === undefined) return false;
      // Who goes back takes back what was done since, removals among it.
      history.removedLines.clear();
      await act(history, branch, () =>
        step.kind === 'revert' ? stage.restore(branch, tip) : stage.point(branch, tip),
      );
      return true;
    }
    case 'drop-branch':
      history.removedLines.clear();
      await act(history, 'amplication', () => stage.point('amplication', undefined));
      return false;
    case 'drop-marker':
      return dropMarker(history);
    case 'update':
      if ((await stage.tip('amplication')) === undefined) return false;
      await act(history, 'amplication', async () => void (await stage.mergeBranch('main', 'amplication')));
      return true;
    case 'keep-mine':
      await stage.keepMine();
      return true;
    case 'sync':
      return true;
    default:
      changeModel(history, step);
      return true;
  }
}

function changeModel(
  { world, removedLines }: History,
  step: Extract<Step, { kind: 'change' | 'toggle-field' | 'toggle-entity' | 'rename-entity' | 'bump' | 'share' }>,
): void {
  if (step.kind === 'share') {
    world.shared += 1;
    return;
  }
  const service = world.services[step.service % world.services.length];
  if (service === undefined) return;
  if (step.kind === 'bump') {
    service.version += 1;
    return;
  }
  const entity = service.entities[step.entity];
  if (entity === undefined) return;
  if (step.kind === 'rename-entity') {
    entity.name = entity.name.endsWith('New') ? entity.name.slice(0, -3) : `${entity.name}New`;
    return;
  }
  // What the generator takes away and brings back is new.
  for (const line of removedLines) if (line.includes(entity.id)) removedLines.delete(line);
  if (!('field' in step)) {
    entity.isPresent = !entity.isPresent;
    return;
  }
  const field = entity.fields[step.field];
  if (field === undefined) return;
  if (step.kind === 'change') field.version += 1;
  else field.isPresent = !field.isPresent;
}

async function edit(history: History, step: Extract<Step, { kind: 'edit' | 'add' }>): Promise<void> {
  const { stage } = history;
  if ((await stage.tip(step.branch)) === undefined) return;
  history.tokens += 1;
  const token = `token-${history.tokens};`;
  const files = await stage.files(step.branch);
  if (step.kind === 'add') {
    const folders = [...new Set([...files.keys()].map((path) => path.slice(0, path.lastIndexOf('/') + 1)))].toSorted();
    const path = `${folders[step.folder % folders.length]}own-${history.tokens}.ts`;
    const file: StageFile = { mode: '100644', content: Buffer.from(`// ${token}\n`) };
    return act(history, step.branch, () => stage.commit(step.branch, new Map([[path, file]])));
  }
  const paths = [...files.keys()].filter((path) => !path.startsWith('.amplication/')).toSorted();
  const path = paths[step.file % paths.length];
  const file = path === undefined ? undefined : files.get(path);
  const edited =
    path === undefined || file === undefined ? undefined : editFile(path, file, step.edit, step.line, token);
  if (path === undefined || edited === undefined) return;
  touch(history, path);
  const change = new Map<string, StageFile | undefined>([[path, undefined]]).set(edited.path, edited.file);
  await act(history, step.branch, () => stage.commit(step.branch, change));
  for (const line of edited.removed ?? []) history.removedLines.add(line);
}

function touch(history: History, path: string): void {
  for (const owner of history.owners.get(path) ?? []) history.touched.add(owner);
}

async function dropMarker(history: History): Promise<boolean> {
  const { stage } = history;
  const markers = [...(await stage.files('main')).keys()].filter((path) => /^\.amplication\/[^/]+\.json$/u.test(path));
  if (markers.length === 0) return false;
  await act(history, 'main', () => stage.commit('main', new Map(markers.map((path) => [path, undefined]))));
  // Without it nobody knows what a person deleted, or which older version they wanted.
  for (const owners of history.owners.values()) for (const owner of owners) history.touched.add(owner);
  history.removedLines.clear();
  return true;
}

/** Does what a person does, and notes what their own act took from a branch. */
async function act(history: History, branch: Branch, deed: () => Promise<void>): Promise<void> {
  const { stage } = history;
  const before = await stage.files(branch);
  await deed();
  const after = await stage.files(branch);
  const left = findTokens(after);
  for (const token of findTokens(before)) if (!left.has(token)) history.removedTokens.add(token);
  const [textBefore, textAfter] = [joinTexts(before), joinTexts(after)];
  for (const line of history.removedLines)
    if (textAfter.includes(line) && !textBefore.includes(line)) history.removedLines.delete(line);
  await noteTips(history);
}

/** Remembers where the branches are now. */
export async function noteTips(history: History): Promise<void> {
  for (const branch of ['main', 'amplication'] as const) {
    const tip = await history.stage.tip(branch);
    if (tip !== undefined && history.tips[branch].at(-1) !== tip) history.tips[branch].push(tip);
  }
}

/** All tokens in some files. */
export function findTokens(files: StageFiles): ReadonlySet<string> {
  return new Set(joinTexts(files).match(/token-\d+;/gu) ?? []);
}

/** All texts, one after the other. */
export function joinTexts(files: StageFiles): string {
  return [...files.values()].map(({ content }) => content.toString('utf8')).join('\n');
}
