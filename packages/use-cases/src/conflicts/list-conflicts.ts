import type { ConflictDetail, ConflictPage } from '@amplication/contract';
import { Refusal, isUuid } from '@amplication/domain';
import { countDecisions, listConflicts as listRows, readBlobs } from '@amplication/store';
import { getConflictRow, getProject } from '../authorise.ts';
import type { Context, Principal } from '../context.ts';
import { toConflictDetail, toFileConflict } from './conflict-views.ts';

const DEFAULT_PAGE = 50;

/** Conflicts of a project by file: those that are open, or all that there ever were. */
export async function listConflicts(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  projectId: string,
  query: {
    readonly state?: 'open' | 'all' | undefined;
    readonly cursor?: string | undefined;
    readonly limit?: number | undefined;
  },
): Promise<ConflictPage> {
  const { db } = ctx.store;
  const project = await getProject(db, principal, projectId);
  const limit = query.limit ?? DEFAULT_PAGE;
  const after = query.cursor;
  if (after !== undefined && !isUuid(after))
    throw new Refusal('invalid_input', 'This cursor is none of ours: begin without one.');
  const rows = await listRows(db, { projectId: project.id, state: query.state ?? 'open', after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(toFileConflict),
    nextCursor: rows.length > limit && last !== undefined ? last.id : null,
    decisions: await countDecisions(db, project.id),
  };
}

/** One conflict with the text of all its sides. */
export async function getConflict(
  ctx: Pick<Context, 'store'>,
  principal: Principal,
  conflictId: string,
): Promise<ConflictDetail> {
  const row = await getConflictRow(ctx.store.db, principal, conflictId);
  const hashes = [row.baseHash, row.oursHash, row.theirsHash, row.resultHash].flatMap((hash) => hash ?? []);
  return toConflictDetail(row, await readBlobs(ctx.store.db, [...new Set(hashes)]));
}
