import type { FastifyInstance, FastifyRequest } from 'fastify';
import { developer } from '../access.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Milestone } from '../state/planning-state.ts';
import { nextId, type Group, type Project } from '../state/sandbox-state.ts';
import { messageError, notFound } from './api-error.ts';
import { checkUnmodified } from './check-unmodified.ts';
import { getGroup } from './find-group.ts';
import { getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentMergeRequestBasic } from './present-merge-request.ts';
import { presentMilestone } from './present-milestone.ts';

type Place =
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'group'; readonly group: Group };
type GetPlace = (request: FastifyRequest, needs: { readonly level?: 30 }) => Place;

/** The milestones of projects and groups: list, look at, create, change, delete. */
export function registerMilestoneRoutes(app: FastifyInstance, context: SandboxContext): void {
  registerPlace(app, context, '/projects/:id/milestones', (request, needs) => {
    return { kind: 'project', project: getProject(context, request, needs).project };
  });
  registerPlace(app, context, '/groups/:id/milestones', (request, needs) => {
    return { kind: 'group', group: getGroup(context, request, needs).group };
  });
}

function registerPlace(app: FastifyInstance, context: SandboxContext, path: string, getPlace: GetPlace): void {
  app.get(path, async (request, reply) => {
    const all = milestonesOf(context, getPlace(request, {}));
    const params = new Params(request);
    const state = params.oneOf('state', ['active', 'closed', 'all']) ?? 'all';
    const search = (params.string('search') ?? '').toLowerCase();
    const title = params.string('title');
    const iids = params.ids('iids');
    params.check();
    const found = all
      .filter((one) => (state === 'all' || one.state === state) && (title ?? one.title) === one.title)
      .filter((one) => iids?.includes(one.iid) !== false)
      .filter((one) => `${one.title}\n${one.description}`.toLowerCase().includes(search));
    const options = { url: context.url(), defaults: { state } };
    return paginate(request, reply, [...found].reverse(), options).map((one) => presentMilestone(context, one));
  });

  app.get(`${path}/:milestone_id`, async (request) =>
    presentMilestone(context, getMilestone(context, request, getPlace(request, {}))),
  );

  app.post(path, async (request, reply) => {
    const place = getPlace(request, { level: developer });
    const params = new Params(request);
    const title = params.requiredString('title');
    const description = params.string('description') ?? '';
    const days = { startDate: params.day('start_date') ?? null, dueDate: params.day('due_date') ?? null };
    params.check();
    checkTitle(context, place, title);
    const now = timestamp(context);
    const milestone: Milestone = {
      id: nextId(context.state, 'milestone'),
      iid: nextIid(context, place),
      projectId: place.kind === 'project' ? place.project.id : null,
      groupId: place.kind === 'group' ? place.group.id : null,
      title,
      description,
      state: 'active',
      createdAt: now,
      updatedAt: now,
      ...days,
    };
    context.state.milestones.push(milestone);
    return reply.code(201).send(presentMilestone(context, milestone));
  });

  app.put(`${path}/:milestone_id`, async (request) => {
    const place = getPlace(request, { level: developer });
    const milestone = getMilestone(context, request, place);
    const params = new Params(request);
    const title = params.string('title');
    const event = params.oneOf('state_event', ['close', 'activate']);
    const [start, due] = [params.day('start_date'), params.day('due_date')];
    params.check();
    if (title !== undefined && title !== milestone.title) checkTitle(context, place, title);
    milestone.title = title ?? milestone.title;
    milestone.description = params.string('description') ?? milestone.description;
    milestone.startDate = start ?? milestone.startDate;
    milestone.dueDate = due ?? milestone.dueDate;
    if (event !== undefined) milestone.state = event === 'close' ? 'closed' : 'active';
    milestone.updatedAt = timestamp(context);
    return presentMilestone(context, milestone);
  });

  app.delete(`${path}/:milestone_id`, async (request, reply) => {
    const milestone = getMilestone(context, request, getPlace(request, { level: developer }));
    checkUnmodified(request, milestone.updatedAt);
    const { milestones, mergeRequests, issues } = context.state;
    milestones.splice(milestones.indexOf(milestone), 1);
    for (const one of [...mergeRequests, ...issues]) if (one.milestoneId === milestone.id) one.milestoneId = null;
    return reply.code(204).send();
  });

  app.get(`${path}/:milestone_id/merge_requests`, async (request, reply) => {
    const milestone = getMilestone(context, request, getPlace(request, {}));
    const found = context.state.mergeRequests.filter((one) => one.milestoneId === milestone.id);
    return paginate(request, reply, found, { url: context.url() }).flatMap((one) => {
      const project = context.state.projects.find(({ id }) => id === one.projectId);
      return project === undefined ? [] : [presentMergeRequestBasic(context, project, one)];
    });
  });
}

function milestonesOf(context: SandboxContext, place: Place): readonly Milestone[] {
  return context.state.milestones.filter((one) =>
    place.kind === 'project' ? one.projectId === place.project.id : one.groupId === place.group.id,
  );
}

function getMilestone(context: SandboxContext, request: FastifyRequest, place: Place): Milestone {
  const { milestone_id: id } = request.params as { readonly milestone_id: string };
  const found = milestonesOf(context, place).find((one) => String(one.id) === id);
  if (found === undefined) throw notFound('Milestone');
  return found;
}

function checkTitle(context: SandboxContext, place: Place, title: string): void {
  if (!milestonesOf(context, place).some((one) => one.title === title)) return;
  throw messageError(400, { title: ['already being used for another group or project milestone.'] });
}

function nextIid(context: SandboxContext, place: Place): number {
  if (place.kind === 'group') return Math.max(0, ...milestonesOf(context, place).map(({ iid }) => iid)) + 1;
  place.project.nextMilestoneIid += 1;
  return place.project.nextMilestoneIid - 1;
}
