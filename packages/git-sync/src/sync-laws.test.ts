import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSyncBench, type SyncBench } from './testing/sync-bench.ts';

const LINES = 15;
const ENTITIES = 3;

/** What people and the model do, in any order. */
type Step =
  | { readonly kind: 'change'; readonly entity: number; readonly line: number }
  | { readonly kind: 'rename'; readonly entity: number }
  | { readonly kind: 'toggle'; readonly entity: number }
  | { readonly kind: 'edit'; readonly branch: 'main' | 'amplication'; readonly entity: number; readonly line: number }
  | { readonly kind: 'add'; readonly branch: 'main' | 'amplication' }
  | { readonly kind: 'delete'; readonly branch: 'main' | 'amplication'; readonly entity: number }
  | { readonly kind: 'merge'; readonly method: 'merge' | 'squash'; readonly deleteBranch: boolean }
  | { readonly kind: 'close'; readonly deleteBranch: boolean }
  | { readonly kind: 'revert'; readonly back: number }
  | { readonly kind: 'update' };

const entity = fc.nat(ENTITIES - 1);
const line = fc.nat(LINES - 1);
const branch = fc.constantFrom('main' as const, 'amplication' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('change' as const), entity, line }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), entity }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('toggle' as const), entity }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), branch, entity, line }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('add' as const), branch }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), branch, entity }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('merge' as const),
      method: fc.constantFrom('merge' as const, 'squash' as const),
      deleteBranch: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), deleteBranch: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('revert' as const), back: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'update' as const }) },
);

/** What the test knows besides git: the model, and what people did on purpose. */
interface World {
  readonly model: { versions: number[]; renamed: boolean; present: boolean }[];
  readonly touched: Set<number>;
  readonly removed: Set<string>;
  readonly history: string[];
  token: number;
}

const createWorld = (): World => ({
  model: Array.from({ length: ENTITIES }, () => ({
    versions: Array.from({ length: LINES }, () => 0),
    renamed: false,
    present: true,
  })),
  touched: new Set(),
  removed: new Set(),
  history: [],
  token: 0,
});

const toPaths = (index: number): readonly string[] => [`entity-${index}.ts`, `renamed-${index}.ts`];

function generate(world: World): Readonly<Record<string, string>> {
  return Object.fromEntries(
    world.model.flatMap(({ versions, renamed, present }, index) => {
      const text = versions.map((version, at) => `entity ${index} line ${at} version ${version}\n`).join('');
      return present ? [[`${toPaths(index)[renamed ? 1 : 0]}#entity:${index}`, text]] : [];
    }),
  );
}

function findTokens(texts: Iterable<string>): ReadonlySet<string> {
  return new Set([...texts].flatMap((text) => text.match(/token-\d+;/gu) ?? []));
}

const readBranch = async (bench: SyncBench, name: string): Promise<ReadonlyMap<string, string>> =>
  (await bench.tip(name)) === undefined ? new Map() : bench.readAll(name);

/** Does a step; true when the product has to sync afterwards. */
async function apply(bench: SyncBench, world: World, step: Step): Promise<boolean> {
  switch (step.kind) {
    case 'change': {
      const versions = world.model[step.entity]?.versions ?? [];
      versions[step.line] = (versions[step.line] ?? 0) + 1;
      return true;
    }
    case 'rename':
    case 'toggle': {
      const model = world.model[step.entity];
      if (model !== undefined && step.kind === 'rename') model.renamed = !model.renamed;
      else if (model !== undefined) model.present = !model.present;
      return true;
    }
    case 'edit':
    case 'delete': {
      const files = await readBranch(bench, step.branch);
      const path = toPaths(step.entity).find((each) => files.has(each));
      if (path === undefined) return false;
      world.touched.add(step.entity);
      const lines = (files.get(path) ?? '').split('\n');
      if (step.kind === 'edit') lines[step.line] = `token-${(world.token += 1)};`;
      await commit(bench, world, step.branch, { [path]: step.kind === 'delete' ? undefined : lines.join('\n') });
      return false;
    }
    case 'add': {
      if ((await bench.tip(step.branch)) === undefined) return false;
      world.token += 1;
      await commit(bench, world, step.branch, { [`own-${world.token}.ts`]: `token-${world.token};\n` });
      return false;
    }
    case 'merge':
      if (bench.mergeRequests.every((facts) => facts.state !== 'open')) return false;
      if ((await bench.listGitConflicts()).length > 0) return false;
      await watch(bench, world, 'main', () => bench.merge(step.method, { deleteBranch: step.deleteBranch }));
      return false;
    case 'close': {
      const open = bench.mergeRequests.find((facts) => facts.state === 'open');
      if (open === undefined) return false;
      bench.change(open.number, { state: 'closed' });
      if (step.deleteBranch) await watch(bench, world, 'amplication', () => bench.point('amplication', undefined));
      return false;
    }
    case 'revert': {
      const target = world.history.at(-1 - step.back);
      if (target !== undefined) await watch(bench, world, 'main', () => bench.restore('main', target));
      return false;
    }
    case 'update':
      if ((await bench.tip('amplication')) === undefined) return false;
      if ((await bench.listGitConflicts()).length === 0)
        await watch(bench, world, 'amplication', () => bench.mergeBranch('main', 'amplication'));
      return true;
  }
}

const commit = (
  bench: SyncBench,
  world: World,
  name: 'main' | 'amplication',
  files: Readonly<Record<string, string | undefined>>,
): Promise<void> => watch(bench, world, name, () => bench.commit(name, files));

/** Remembers the tokens that a person's own act took from a branch. */
async function watch(
  bench: SyncBench,
  world: World,
  name: 'main' | 'amplication',
  act: () => Promise<void>,
): Promise<void> {
  const before = findTokens((await readBranch(bench, name)).values());
  await act();
  const after = findTokens((await readBranch(bench, name)).values());
  for (const token of before) if (!after.has(token)) world.removed.add(token);
  if (name === 'main') world.history.push((await bench.tip('main')) ?? '');
}

async function syncAndCheck(bench: SyncBench, world: World): Promise<void> {
  const before = [...(await readBranch(bench, 'main')).values(), ...(await readBranch(bench, 'amplication')).values()];
  const outcome = await bench.build(generate(world));
  expect(['proposed', 'unchanged']).toContain(outcome.kind);
  const undecided = outcome.kind === 'proposed' ? outcome.conflicts.filter(({ kind }) => kind === 'base') : [];

  // Person against person is the only conflict that git may find.
  const paths = [...world.touched].flatMap(toPaths);
  for (const { path } of undecided) expect(paths).toContain(path);
  const isOpen = bench.mergeRequests.some((facts) => facts.state === 'open');
  if (isOpen && undecided.length === 0) expect(await bench.listGitConflicts()).toEqual([]);

  const result = isOpen ? await bench.readMerge() : await readBranch(bench, 'main');
  const sync = await readBranch(bench, 'amplication');
  // Law 1: no token is lost.
  const found = findTokens(result.values());
  for (const token of findTokens(before)) if (!world.removed.has(token)) expect(found).toContain(token);
  // Law 2: what nobody touched is as generated.
  const generated = generate(world);
  for (let index = 0; index < ENTITIES; index += 1) {
    if (world.touched.has(index)) continue;
    for (const path of toPaths(index))
      expect((undecided.length > 0 ? sync : result).get(path)).toBe(generated[`${path}#entity:${index}`]);
  }
  for (const text of sync.values()) expect(text).not.toMatch(/^(<<<<<<<|>>>>>>>)/mu);
  // Law 3: again pushes nothing.
  const tip = await bench.tip('amplication');
  const open = bench.mergeRequests.filter((facts) => facts.state === 'open').length;
  expect((await bench.again()).kind).toBe(outcome.kind);
  expect(await bench.tip('amplication')).toBe(tip);
  expect(bench.mergeRequests.filter((facts) => facts.state === 'open')).toHaveLength(open);
}

// More of them: SYNC_HISTORIES=60 SYNC_SEED=7.
it('keeps the laws over random histories', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
      await using bench = await createSyncBench();
      const world = createWorld();
      world.history.push((await bench.tip('main')) ?? '');
      await syncAndCheck(bench, world);
      for (const each of steps) if (await apply(bench, world, each)) await syncAndCheck(bench, world);
      await syncAndCheck(bench, world);
    }),
    {
      numRuns: Number(process.env['SYNC_HISTORIES'] ?? 8),
      ...(process.env['SYNC_SEED'] === undefined ? {} : { seed: Number(process.env['SYNC_SEED']) }),
    },
  );
});
