import type { ConflictDecisionInput, ResolvedConflicts } from '@amplication/contract';
import { Refusal } from '@amplication/domain';
import { ProviderError } from '@amplication/git-provider';
import {
  endConflicts,
  findConflicts,
  findGitOrganization,
  findRepository,
  notify,
  type ConflictRow,
} from '@amplication/store';
import { getConflictRow } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { connectProvider } from '../git/access-token.ts';
import { commitDecisions, type DecisionCtx } from './commit-decisions.ts';
import { STATE_OF, listChoices } from './conflict-choices.ts';
import { toFileConflict } from './conflict-views.ts';
import type { Decision } from './decided-content.ts';
import { followConflicts } from './follow-conflicts.ts';

type Ctx = DecisionCtx & Pick<Context, 'log'>;

/**
 * Decides conflicts. What is kept is remembered; what is taken or edited becomes one commit on each sync branch. Then the
 * merge request is brought in line. Deciding the same again changes nothing. Throws `Refusal`: for conflicts of others, for
 * what cannot be decided so, and (code `conflict`) while a build is synced or when people changed the file meanwhile.
 */
export async function resolveConflicts(
  ctx: Ctx,
  principal: Principal,
  input: { readonly decisions: readonly ConflictDecisionInput[] },
): Promise<ResolvedConflicts> {
  const { db } = ctx.store;
  const ids = input.decisions.map(({ conflictId }) => conflictId);
  if (new Set(ids).size < ids.length)
    throw new Refusal('invalid_input', 'A conflict is decided once: it is named twice.');
  const open: Decision[] = [];
  for (const [index, decision] of input.decisions.entries()) {
    const row = await getConflictRow(db, principal, decision.conflictId);
    const checked = checkDecision(row, decision, index);
    if (checked !== undefined) open.push(checked);
  }
  const commits: { branch: string; commitId: string }[] = [];
  for (const group of groupByBranch(open)) {
    const commitId = await decide(ctx, principal, group);
    const branch = group[0]?.row.branch ?? '';
    if (commitId !== undefined) commits.push({ branch, commitId });
    await follow(
      ctx,
      group.map(({ row }) => row),
    );
  }
  const rows = new Map((await findConflicts(db, ids)).map((row) => [row.id, row]));
  return { conflicts: ids.flatMap((id) => rows.get(id) ?? []).map(toFileConflict), commits };
}

/** undefined: it was decided so before. */
function checkDecision(row: ConflictRow, input: ConflictDecisionInput, index: number): Decision | undefined {
  const { decision, content } = input;
  if (row.state !== 'open') {
    if (decision !== 'edit' && row.state === STATE_OF[decision]) return undefined;
    throw new Refusal('conflict', `${row.path} is not open any more (${row.state}): load the page again.`);
  }
  const choices = listChoices(row);
  if (!choices.includes(decision)) {
    const sentence = choices.length === 0 ? 'there is nothing to decide here' : `choose one of: ${choices.join(', ')}`;
    throw new Refusal('invalid_input', `${row.path}: ${sentence}.`, [problemAt(index, 'decision', sentence)]);
  }
  if (decision !== 'edit') return { row, decision };
  if (content === undefined)
    throw new Refusal('invalid_input', `${row.path}: an edit needs its content.`, [
      problemAt(index, 'content', 'Give the whole text of the file.'),
    ]);
  if (CONFLICT_MARKER.test(content))
    throw new Refusal('invalid_input', `${row.path} still has conflict markers (<<<<<<< or >>>>>>>): take them out.`, [
      problemAt(index, 'content', 'It still has conflict markers.'),
    ]);
  return { row, decision, content };
}

const CONFLICT_MARKER = /^(?:<{7}|>{7}|\|{7})(?: |\r?$)/mu;

function problemAt(index: number, field: string, message: string): { path: string; message: string } {
  return { path: `decisions.${index}.${field}`, message };
}

function groupByBranch(decisions: readonly Decision[]): readonly (readonly Decision[])[] {
  const groups = new Map<string, Decision[]>();
  for (const decision of decisions) {
    const key = JSON.stringify([decision.row.remote, decision.row.branch]);
    groups.set(key, [...(groups.get(key) ?? []), decision]);
  }
  return [...groups.values()];
}

/** Commits what changes files, then records all decisions of a branch; the commit's id, when there was one to make. */
async function decide(ctx: Ctx, principal: Principal, group: readonly Decision[]): Promise<string | undefined> {
  const committed = await commitDecisions(ctx, group);
  const at = ctx.clock();
  await ctx.store.transact(async ({ db }) => {
    for (const [state, rows] of committed.ends)
      await endConflicts(db, rows, { state, decidedBy: principal.userId, at });
    for (const projectId of new Set(group.map(({ row }) => row.projectId)))
      await notify(db, { topic: 'conflicts', projectId });
  });
  return committed.commitId;
}

/** The decision stands, whether GitLab answers or not: what is left there is done when its merge request is looked at next. */
async function follow(ctx: Ctx, rows: readonly ConflictRow[]): Promise<void> {
  const mergeRequests = new Map(
    rows.flatMap(({ mergeRequest }) => (mergeRequest === null ? [] : [[mergeRequest.id, mergeRequest]])),
  );
  for (const mergeRequest of mergeRequests.values()) {
    const repository = await findRepository(ctx.store.db, mergeRequest.repositoryId);
    const organization =
      repository === undefined ? undefined : await findGitOrganization(ctx.store.db, repository.gitOrganizationId);
    if (repository === undefined || organization === undefined) continue;
    try {
      await followConflicts(ctx, connectProvider(ctx, organization), mergeRequest, repository.externalId);
    } catch (error) {
      if (!(error instanceof ProviderError) && !(error instanceof Refusal)) throw error;
      ctx.log.info({ mergeRequestId: mergeRequest.id, reason: error.message }, 'a decision is not in GitLab yet');
    }
  }
}
