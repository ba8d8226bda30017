import { z } from 'zod';
import { route } from '../route.ts';
import * as conflict from '../schemas/conflict.ts';
import { ids, pageQuery } from '../schemas/shared.ts';

const tag = 'Conflicts';

export const conflictRoutes = {
  listConflicts: route({
    id: 'listConflicts',
    method: 'GET',
    path: '/projects/:projectId/conflicts',
    summary: 'Conflicts by path: those that are open, or with `state=all` every one that there was',
    tag,
    params: ids('projectId'),
    query: pageQuery.extend({ state: z.enum(['open', 'all']).optional() }),
    answer: conflict.conflictPageSchema,
  }),
  getConflict: route({
    id: 'getConflict',
    method: 'GET',
    path: '/conflicts/:conflictId',
    summary: 'One conflict, with the text of all sides',
    tag,
    params: ids('conflictId'),
    answer: conflict.conflictDetailSchema,
  }),
  resolveConflicts: route({
    id: 'resolveConflicts',
    method: 'POST',
    path: '/conflicts/resolve',
    summary: 'Decide conflicts: keep yours, take what was generated, or give the text; one commit for each sync branch',
    tag,
    status: 200,
    body: z.object({ decisions: z.array(conflict.conflictDecisionInput).min(1).max(500) }),
    answer: conflict.resolvedConflictsSchema,
  }),
} as const;
