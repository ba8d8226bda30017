import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ancestorsOf, reporter } from '../access.ts';
import { addLabel, listProjectLabels } from '../planning/labels.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Label } from '../state/planning-state.ts';
import { ApiError, messageError, notFound } from './api-error.ts';
import { checkUnmodified } from './check-unmodified.ts';
import { getGroup } from './find-group.ts';
import { getProject } from './find-project.ts';
import { paginate } from './pagination.ts';
import { presentLabelBasic } from './present-label.ts';
import { Params } from './params.ts';

interface LabelPlace {
  readonly projectId: number | null;
  readonly groupId: number | null;
  readonly labels: readonly Label[];
}

type GetPlace = (request: FastifyRequest, needs: { readonly level?: 20 }) => LabelPlace;

/** The labels of projects and groups: list, look at, create, change, delete. */
export function registerLabelRoutes(app: FastifyInstance, context: SandboxContext): void {
  registerPlace(app, context, '/projects/:id/labels', (request, needs) => {
    const { project } = getProject(context, request, needs);
    return { projectId: project.id, groupId: null, labels: listProjectLabels(context, project) };
  });
  registerPlace(app, context, '/groups/:id/labels', (request, needs) => {
    const { group } = getGroup(context, request, needs);
    const around = ancestorsOf(context.state, group.id).map(({ id }) => id);
    const labels = context.state.labels.filter(({ groupId }) => groupId !== null && around.includes(groupId));
    return { projectId: null, groupId: group.id, labels };
  });
}

function registerPlace(app: FastifyInstance, context: SandboxContext, path: string, getPlace: GetPlace): void {
  app.get(path, async (request, reply) => {
    const { labels } = getPlace(request, {});
    const params = new Params(request);
    const search = (params.string('search') ?? '').toLowerCase();
    const found = labels.filter(({ name }) => name.toLowerCase().includes(search));
    const defaults = { include_ancestor_groups: 'true', with_counts: 'false' };
    const counts = params.boolean('with_counts') ?? false;
    params.check();
    return paginate(request, reply, found, { url: context.url(), defaults }).map((one) => ({
      ...presentLabelBasic(one),
      archived: false,
      ...(counts ? presentCounts(context, one) : {}),
      ...presentPlace(one),
    }));
  });

  app.get(`${path}/:name`, async (request) => present(context, getLabel(request, getPlace(request, {}))));

  app.post(path, async (request, reply) => {
    const { projectId, groupId, labels } = getPlace(request, { level: reporter });
    const params = new Params(request);
    const name = params.requiredString('name');
    const color = params.requiredString('color');
    const description = params.string('description') ?? null;
    const priority = params.integer('priority') ?? null;
    params.check();
    if (labels.some((one) => one.name === name)) throw messageError(409, 'Label already exists');
    const input = { projectId, groupId, name, color: toColor(color), description, priority };
    return reply.code(201).send(present(context, addLabel(context, input)));
  });

  // GitLab's older form names the label in a parameter, the newer one in the address.
  for (const address of [path, `${path}/:name`]) {
    app.put(address, async (request) => {
      const label = getLabel(request, getPlace(request, { level: reporter }));
      const params = new Params(request);
      if (!['new_name', 'color', 'description', 'priority'].some((name) => params.all[name] !== undefined)) {
        const error = 'new_name, color, description, priority are missing, at least one parameter must be provided';
        throw new ApiError(400, { error });
      }
      const color = params.string('color');
      renameLabel(context, label, params.string('new_name') ?? label.name);
      label.color = color === undefined ? label.color : toColor(color);
      label.description = params.string('description') ?? label.description;
      if (params.all['priority'] !== undefined) label.priority = params.integer('priority') ?? null;
      params.check();
      return present(context, label);
    });

    app.delete(address, async (request, reply) => {
      const label = getLabel(request, getPlace(request, { level: reporter }));
      checkUnmodified(request, label.createdAt);
      context.state.labels.splice(context.state.labels.indexOf(label), 1);
      for (const one of [...context.state.mergeRequests, ...context.state.issues]) {
        if (one.projectId === label.projectId) one.labels = one.labels.filter((name) => name !== label.name);
      }
      return reply.code(204).send();
    });
  }
}

function renameLabel(context: SandboxContext, label: Label, name: string): void {
  for (const one of [...context.state.mergeRequests, ...context.state.issues]) {
    if (one.projectId !== label.projectId) continue;
    one.labels = one.labels.map((other) => (other === label.name ? name : other));
  }
  label.name = name;
}

function getLabel(request: FastifyRequest, place: LabelPlace): Label {
  const params = new Params(request);
  const wanted = params.string('label_id') ?? params.requiredString('name');
  params.check();
  const found = place.labels.find((one) => String(one.id) === wanted || one.name === wanted);
  if (found === undefined) throw notFound('Label');
  return found;
}

const colorNames: Readonly<Record<string, string>> = {
  red: '#FF0000',
  green: '#008000',
  blue: '#0000FF',
  black: '#000000',
  white: '#FFFFFF',
};

function toColor(color: string): string {
  const named = colorNames[color.toLowerCase()] ?? color;
  if (!/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(named)) throw messageError(400, { color: ['must be a valid color code'] });
  return named;
}

function present(context: SandboxContext, label: Label): Record<string, unknown> {
  return { ...presentLabelBasic(label), archived: false, ...presentCounts(context, label), ...presentPlace(label) };
}

function presentCounts({ state }: SandboxContext, label: Label): Record<string, unknown> {
  const count = (items: readonly { state: string; labels: string[]; projectId: number }[], wanted: string): number =>
    items.filter((one) => one.state === wanted && one.projectId === label.projectId && one.labels.includes(label.name))
      .length;
  return {
    open_issues_count: count(state.issues, 'opened'),
    closed_issues_count: count(state.issues, 'closed'),
    open_merge_requests_count: count(state.mergeRequests, 'opened'),
  };
}

function presentPlace(label: Label): Record<string, unknown> {
  return { subscribed: false, priority: label.priority, is_project_label: label.projectId !== null };
}
