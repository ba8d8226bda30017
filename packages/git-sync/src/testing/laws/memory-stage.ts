import type { ServiceId } from '@amplication/domain';
import type { CommitId } from '@amplication/git';
import { createAnswers } from '../../plan/answers.ts';
import type { Asking, Question } from '../../plan/facts.ts';
import { planSync, type SyncPlan } from '../../plan/plan-sync.ts';
import { isSameTree, type Tree, type TreeFile } from '../../plan/tree.ts';
import type { Generation, MergeRequestFacts, SyncConflict } from '../../ports.ts';
import { createMemoryLedger } from '../memory-ledger.ts';
import { createMemoryGit } from './memory-git.ts';
import type { MergeMethod, Stage, StageFile, StageFiles, StageOutcome } from './stage.ts';

const [MAIN, SYNC] = ['main', 'amplication'];

/** A stage of planner and mergers alone: no process, no network, no database. */
export function createMemoryStage(): Stage {
  const git = createMemoryGit();
  const ledger = createMemoryLedger();
  const newest = new Map<string, Generation>();
  let mergeRequests: MergeRequestFacts[] = [];
  let conflicts: readonly SyncConflict[] = [];
  const tipOf = (branch: string): CommitId => {
    const tip = git.branches.get(branch);
    if (tip === undefined) throw new Error(`No branch ${branch}.`);
    return tip;
  };
  const findOpen = (): MergeRequestFacts | undefined => mergeRequests.find(({ state }) => state === 'open');
  const change = (facts: MergeRequestFacts, by: Partial<MergeRequestFacts>): void => {
    mergeRequests = mergeRequests.map((each) => (each === facts ? { ...each, ...by } : each));
  };
  const readBlob = (id: string): Buffer => {
    const bytes = git.readBlob(id) ?? ledger.readBlob(id);
    if (bytes === undefined) throw new Error(`No blob ${id}.`);
    return bytes;
  };

  const sync = (): StageOutcome => {
    const open = findOpen();
    if (open !== undefined) change(open, { sourceSha: git.branches.get(SYNC) });
    const [first, second] = [decide(), decide()];
    if (!isSameTree(first.plan.tree, second.plan.tree)) throw new Error('The same facts gave another tree (law 7).');
    const { plan, made } = first;
    ledger.now.rememberUserRenames(plan.userRenames);
    conflicts = plan.conflicts;
    if (!plan.differsFromBase && (open === undefined || !plan.needsCommit)) return { kind: 'unchanged', conflicts: [] };
    if (plan.needsCommit) {
      for (const { id } of plan.tree.values()) git.addBlob(made(id) ?? readBlob(id));
      git.branches.set(SYNC, git.commit(plan.tree, plan.parents));
      ledger.recordPushed([...newest.values()]);
    }
    if (findOpen() === undefined) mergeRequests.unshift(toMergeRequest(mergeRequests.length + 1));
    return { kind: 'proposed', conflicts: conflicts.map(toStageConflict) };
  };

  const decide = (): { readonly plan: SyncPlan; readonly made: (id: string) => Buffer | undefined } => {
    const facts = createAnswers();
    for (const generation of newest.values())
      facts.set({ kind: 'generation', serviceId: generation.serviceId, id: generation.id }, generation);
    const services = [...newest.values()].map((generation) => ({
      id: generation.serviceId,
      name: 'A service',
      generatorVersion: '1',
      generationId: generation.id,
      generation,
    }));
    const context = { facts, services, resolved: ledger.resolved, userRenames: ledger.now.listUserRenames() };
    const tips = { base: tipOf(MAIN), sync: git.branches.get(SYNC) };
    const plan = run(planSync(context, { tips, target: MAIN, mergeRequests }), (question) => {
      switch (question.kind) {
        case 'history':
          return facts.set(question, git.history(question.a, question.b));
        case 'tree':
          return facts.set(question, git.tree(question.id as CommitId));
        case 'generation':
          return facts.set(question, ledger.now.findGeneration(question.serviceId, question.id));
        case 'pushed':
          return facts.set(question, ledger.now.listPushed(question.serviceId));
        case 'origins':
          return facts.set(question, ledger.now.findOrigins(question.serviceId, question.id));
        case 'blob':
          return facts.set(question, readBlob(question.id));
        case 'present':
          return facts.set(question, true);
        case 'plain-merge': {
          const merge = git.merge(question.ours, question.theirs);
          return facts.set(question, merge.kind === 'clean' ? merge.tree : undefined);
        }
      }
    });
    return { plan, made: (id) => (facts.isKnown({ kind: 'blob', id }) ? facts.blob(id) : undefined) };
  };

  const toFiles = (tree: Tree): StageFiles =>
    new Map(
      [...tree].map(([path, { id, mode }]) => [path, { content: readBlob(id), mode: mode as StageFile['mode'] }]),
    );

  git.branches.set(
    MAIN,
    git.commit(new Map([['README.md', { mode: '100644', id: git.addBlob(Buffer.from('# Own\n')) }]]), []),
  );

  const stage: Stage = {
    build: async (generations) => {
      for (const { service, files, identifiers } of generations) {
        const named = files.map(({ path, key, file }) => [`${path}#${key}`, file] as const);
        newest.set(service, ledger.generate(service as ServiceId, Object.fromEntries(named), identifiers));
      }
      return sync();
    },
    again: async () => sync(),
    tip: async (branch) => git.branches.get(branch),
    files: async (branch) => (git.branches.has(branch) ? toFiles(git.tree(tipOf(branch))) : new Map()),
    commit: async (branch, files) => {
      const tree = new Map<string, TreeFile>(git.tree(tipOf(branch)));
      for (const [path, file] of files) {
        if (file === undefined) tree.delete(path);
        else tree.set(path, { mode: file.mode, id: git.addBlob(file.content) });
      }
      git.branches.set(branch, git.commit(tree, [tipOf(branch)]));
    },
    merge: async (method, deleteBranch) => {
      const open = findOpen();
      if (open === undefined || !git.branches.has(SYNC)) return false;
      const merged = mergeBy(method);
      if (merged === undefined) return false;
      git.branches.set(MAIN, merged.main);
      if (method !== 'pick') change(open, { ...merged.facts, state: 'merged' });
      if (method !== 'pick' && deleteBranch) git.branches.delete(SYNC);
      return true;
    },
    close: async (deleteBranch) => {
      const open = findOpen();
      if (open !== undefined) change(open, { state: 'closed', sourceSha: git.branches.get(SYNC) });
      if (deleteBranch) git.branches.delete(SYNC);
    },
    mergeBranch: async (from, into) => {
      const merge = git.merge(tipOf(into), tipOf(from));
      if (merge.kind === 'conflicted') return false;
      git.branches.set(into, git.commit(merge.tree, [tipOf(into), tipOf(from)]));
      return true;
    },
    restore: async (branch, commit) => {
      git.branches.set(branch, git.commit(git.tree(commit as CommitId), [tipOf(branch)]));
    },
    point: async (branch, commit) => {
      if (commit === undefined) git.branches.delete(branch);
      else git.branches.set(branch, commit as CommitId);
    },
    listGitConflicts: async () => {
      if (!git.branches.has(SYNC)) return [];
      const merge = git.merge(tipOf(MAIN), tipOf(SYNC));
      return merge.kind === 'clean' ? [] : merge.paths;
    },
    readMerge: async () =>
      toFiles(git.branches.has(SYNC) ? git.merge(tipOf(MAIN), tipOf(SYNC)).tree : git.tree(tipOf(MAIN))),
    countOpen: async () => mergeRequests.filter(({ state }) => state === 'open').length,
    keepMine: async () => {
      for (const { fingerprint } of conflicts.flatMap(({ hunks }) => hunks)) ledger.resolved.add(fingerprint);
    },
    reaches: async (from, commit) => git.branches.has(from) && git.isAncestor(commit as CommitId, tipOf(from)),
    wasMergedAt: async (commit) =>
      mergeRequests.some(
        (facts) =>
          facts.state === 'merged' &&
          facts.sourceSha === commit &&
          [facts.mergeCommitSha, facts.squashCommitSha].some(
            (sha) => sha !== undefined && git.isAncestor(sha as CommitId, tipOf(MAIN)),
          ),
      ),
    [Symbol.asyncDispose]: async () => undefined,
  };

  const mergeBy = (
    method: MergeMethod,
  ): { readonly main: CommitId; readonly facts: Partial<MergeRequestFacts> } | undefined => {
    const [main, source] = [tipOf(MAIN), tipOf(SYNC)];
    const merge = git.merge(main, source);
    if (merge.kind === 'conflicted') return undefined;
    switch (method) {
      case 'merge': {
        const commit = git.commit(merge.tree, [main, source]);
        return { main: commit, facts: { sourceSha: source, mergeCommitSha: commit } };
      }
      case 'squash': {
        const commit = git.commit(merge.tree, [main]);
        return { main: commit, facts: { sourceSha: source, squashCommitSha: commit } };
      }
      case 'rebase': {
        // GitLab moves the source branch onto main, and main forward to it.
        const commit = git.commit(merge.tree, [main]);
        git.branches.set(SYNC, commit);
        return { main: commit, facts: { sourceSha: commit } };
      }
      case 'ff':
        return git.isAncestor(main, source) ? { main: source, facts: { sourceSha: source } } : undefined;
      case 'pick':
        return { main: git.commit(merge.tree, [main]), facts: {} };
    }
  };
  const toMergeRequest = (number: number): MergeRequestFacts => ({
    number,
    state: 'open',
    title: '',
    description: '',
    targetBranch: MAIN,
    sourceSha: git.branches.get(SYNC),
    mergeCommitSha: undefined,
    squashCommitSha: undefined,
  });
  return stage;
}

function toStageConflict({ path, kind, hunks }: SyncConflict) {
  return { path, kind, fingerprints: hunks.map(({ fingerprint }) => fingerprint) };
}

/** Runs a plan with answers that are there at once. */
function run<Result>(plan: Asking<Result>, answer: (question: Question) => void): Result {
  for (;;) {
    const step = plan.next();
    if (step.done === true) return step.value;
    for (const question of step.value) answer(question);
  }
}
