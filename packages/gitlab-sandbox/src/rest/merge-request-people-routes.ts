import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest } from '../state/sandbox-state.ts';
import { registerEmptyLists } from './empty-lists.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { getCaller } from './find-project.ts';
import { paginate } from './pagination.ts';
import { presentMergeRequest } from './present-merge-request.ts';
import { presentUserById } from './present-user.ts';

const path = '/projects/:id/merge_requests/:merge_request_iid';

/** Who has to do with a merge request, and what is told about it. */
export function registerMergeRequestPeopleRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(`${path}/participants`, async (request, reply) => {
    const { mergeRequest } = getMergeRequest(context, request);
    const people = participantsOf(context, mergeRequest).flatMap((id) => presentUserById(context, id) ?? []);
    return paginate(request, reply, people, { url: context.url() });
  });

  app.get(`${path}/reviewers`, async (request, reply) => {
    const { mergeRequest } = getMergeRequest(context, request);
    const reviewers = mergeRequest.reviewerIds.map((id) => ({
      user: presentUserById(context, id),
      state: mergeRequest.approvals.some(({ userId }) => userId === id) ? 'approved' : 'unreviewed',
      created_at: mergeRequest.createdAt,
    }));
    return paginate(request, reply, reviewers, { url: context.url() });
  });

  for (const [verb, subscribed] of [
    ['subscribe', true],
    ['unsubscribe', false],
  ] as const) {
    app.post(`${path}/${verb}`, async (request, reply) => {
      getCaller(context, request);
      const { project, user, mergeRequest } = getMergeRequest(context, request);
      const isSame = (mergeRequest.subscriptions[user.id] ?? mergeRequest.authorId === user.id) === subscribed;
      mergeRequest.subscriptions[user.id] = subscribed;
      const body = presentMergeRequest(context, project, mergeRequest, user);
      return isSame ? reply.code(304).send() : reply.code(201).send(body);
    });
  }

  app.get(`${path}/time_stats`, async (request) => {
    getMergeRequest(context, request);
    return { time_estimate: 0, total_time_spent: 0, human_time_estimate: null, human_total_time_spent: null };
  });

  const lists = [
    'closes_issues',
    'related_issues',
    'award_emoji',
    'context_commits',
    'blocks',
    'approval_rules',
    'draft_notes',
    'resource_label_events',
    'resource_milestone_events',
    'resource_state_events',
  ];
  const paths = lists.map((list) => `${path}/${list}`);
  registerEmptyLists(app, context, paths, (request) => getMergeRequest(context, request));
}

function participantsOf(context: SandboxContext, mergeRequest: MergeRequest): readonly number[] {
  const notes = context.state.notes.filter((note) => note.mergeRequestId === mergeRequest.id && !note.system);
  return [
    ...new Set([
      mergeRequest.authorId,
      ...mergeRequest.assigneeIds,
      ...mergeRequest.reviewerIds,
      ...notes.map(({ authorId }) => authorId),
    ]),
  ];
}
