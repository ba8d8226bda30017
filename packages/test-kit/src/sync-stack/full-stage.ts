import { isAncestor, toCommitId } from '@amplication/git';
import type { MergeMethod, Stage, StageGeneration, StageOutcome } from '@amplication/git-sync/laws';
import type { ConflictKind, GeneratedFile } from '@amplication/domain';
import { listConflictsOfMergeRequest, type BuildRow, type ConflictRow } from '@amplication/store';
import { resolveConflicts } from '@amplication/use-cases';
import type { SyncStack } from './open-sync-stack.ts';
import { openRemote } from './remote-repository.ts';
import { generateAndSync } from './run-jobs.ts';

/** A stage of the whole product: commit, render, ledger, sync, REST, git over HTTP. One history on a repository of its own. */
export async function openFullStage(stack: SyncStack, services: number): Promise<Stage> {
  const project = await stack.openProject({ services });
  const remote = openRemote(stack, project);
  const { gitDir } = project;
  let generations: readonly StageGeneration[] = [];
  let last: readonly BuildRow[] = [];
  const findOpen = async (): Promise<MergeRequestBody | undefined> =>
    (
      (await remote.call('GET', '/merge_requests?state=opened&source_branch=amplication'))
        .body as readonly MergeRequestBody[]
    )[0];

  const sync = async (): Promise<StageOutcome> => {
    stack.setGenerator((serviceId) => toFiles(generations[project.serviceIds.indexOf(serviceId)]));
    last = await generateAndSync(stack, project);
    const failed = last.find(({ state }) => state === 'failed');
    if (failed !== undefined) throw new Error(`A build failed: ${failed.message ?? ''}`);
    return {
      kind: last.some(({ state }) => state === 'proposed' || state === 'conflicted') ? 'proposed' : 'unchanged',
      conflicts: await readConflicts(),
    };
  };

  /** What can be kept of the last builds' conflicts, as it is stored. */
  const listKeepable = async (): Promise<readonly ConflictRow[]> => {
    const mergeRequestId = last[0]?.mergeRequestId ?? undefined;
    if (mergeRequestId === undefined) return [];
    const rows = await listConflictsOfMergeRequest(stack.ctx.store.db, mergeRequestId);
    return rows.filter(({ kind, state, serviceId }) => state === 'open' && serviceId !== null && KEEPABLE.has(kind));
  };
  const readConflicts = async (): Promise<StageOutcome['conflicts']> => {
    const rows = await listKeepable();
    return (last[0]?.conflicts ?? []).map(({ path, kind }) => {
      const row = rows.find((each) => each.path === path && each.kind === kind);
      return { path, kind, fingerprints: row?.hunks.map(({ fingerprint }) => fingerprint) ?? [] };
    });
  };

  const merge = async (method: MergeMethod, deleteBranch: boolean): Promise<boolean> => {
    const open = await findOpen();
    if (open === undefined || (await remote.tip('amplication')) === undefined) return false;
    if (method === 'pick') return pick();
    await remote.call('PUT', '', { merge_method: METHODS[method] });
    await remote.call('PUT', `/merge_requests/${open.iid}`, { title: open.title.replace(/^Draft: /u, '') });
    await remote.call('GET', `/merge_requests/${open.iid}`);
    await stack.sandbox.drain();
    if (method === 'rebase') {
      await remote.call('PUT', `/merge_requests/${open.iid}/rebase`);
      await stack.sandbox.drain();
      await remote.call('GET', `/merge_requests/${open.iid}`);
      await stack.sandbox.drain();
    }
    const body = { squash: method === 'squash', should_remove_source_branch: deleteBranch };
    const { status } = await remote.call('PUT', `/merge_requests/${open.iid}/merge`, body);
    await stack.sandbox.drain();
    return status === 200;
  };

  /** The change by hand: one commit on main, and the merge request stays open. */
  const pick = async (): Promise<boolean> => {
    const result = await remote.merge('main', 'amplication');
    if (result.kind === 'conflicted') return false;
    await remote.commit('main', await diffTo(result.tree));
    return true;
  };
  const diffTo = async (tree: string) => {
    const [now, then] = [await remote.files('refs/heads/main'), await remote.files(tree)];
    return new Map([...new Set([...now.keys(), ...then.keys()])].map((path) => [path, then.get(path)]));
  };

  return {
    build: async (given) => {
      generations = given;
      return sync();
    },
    again: sync,
    tip: remote.tip,
    files: async (branch) =>
      (await remote.tip(branch)) === undefined ? new Map() : remote.files(`refs/heads/${branch}`),
    commit: remote.commit,
    merge,
    close: async (deleteBranch) => {
      const open = await findOpen();
      if (open !== undefined) await remote.call('PUT', `/merge_requests/${open.iid}`, { state_event: 'close' });
      if (deleteBranch && (await remote.tip('amplication')) !== undefined) await remote.point('amplication', undefined);
    },
    mergeBranch: remote.mergeBranch,
    restore: remote.restore,
    point: async (branch, commit) => {
      if (commit !== undefined || (await remote.tip(branch)) !== undefined) await remote.point(branch, commit);
    },
    listGitConflicts: async () => {
      if ((await remote.tip('amplication')) === undefined) return [];
      const result = await remote.merge('main', 'amplication');
      return result.kind === 'clean' ? [] : result.conflicts.map(({ path }) => path);
    },
    readMerge: async () => {
      if ((await remote.tip('amplication')) === undefined) return remote.files('refs/heads/main');
      return remote.files((await remote.merge('main', 'amplication')).tree);
    },
    countOpen: async () => ((await findOpen()) === undefined ? 0 : 1),
    keepMine: async () => {
      const decisions = (await listKeepable()).map(({ id }) => ({ conflictId: id, decision: 'keep' as const }));
      if (decisions.length > 0) await resolveConflicts(stack.ctx, stack.principal, { decisions });
    },
    reaches: async (from, commit) => {
      const tip = await remote.tip(from);
      return tip !== undefined && isAncestor({ gitDir, ancestor: toCommitId(commit), descendant: tip });
    },
    wasMergedAt: async (commit) => {
      const { body } = await remote.call('GET', '/merge_requests?state=merged&source_branch=amplication&per_page=100');
      const main = await remote.tip('main');
      for (const { sha, merge_commit_sha: merged, squash_commit_sha: squash } of body as readonly MergeRequestBody[]) {
        for (const made of sha === commit ? [merged, squash] : []) {
          if (
            main !== undefined &&
            made !== null &&
            (await isAncestor({ gitDir, ancestor: toCommitId(made), descendant: main }))
          )
            return true;
        }
      }
      return false;
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

interface MergeRequestBody {
  readonly iid: number;
  readonly title: string;
  readonly sha: string | null;
  readonly merge_commit_sha: string | null;
  readonly squash_commit_sha: string | null;
}

/** The kinds of which a person can keep theirs for good. */
const KEEPABLE = new Set<ConflictKind>(['content', 'add-add', 'binary', 'other', 'delete-modify', 'held-back', 'lock']);

const METHODS = { merge: 'merge', squash: 'merge', rebase: 'ff', ff: 'ff' } as const;

function toFiles(generation: StageGeneration | undefined): {
  readonly files: readonly GeneratedFile[];
  readonly identifiers: Readonly<Record<string, string>>;
} {
  if (generation === undefined) throw new Error('There is no such service.');
  return {
    files: generation.files.map(({ path, key, file }) => ({
      path,
      key,
      mode: file.mode,
      content: file.content.toString('utf8'),
    })),
    identifiers: generation.identifiers,
  };
}
