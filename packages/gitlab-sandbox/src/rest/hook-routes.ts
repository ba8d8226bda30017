import type { FastifyInstance } from 'fastify';
import { maintainer } from '../access.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Hook } from '../state/hook-state.ts';
import { nextId } from '../state/sandbox-state.ts';
import { ApiError, messageError, recordNotFound } from './api-error.ts';
import { checkUnmodified } from './check-unmodified.ts';
import { getHook } from './find-hook.ts';
import { getProject } from './find-project.ts';
import { isHookParam, readHookSettings, readSecretValue } from './hook-settings.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentHook } from './present-hook.ts';

const path = '/projects/:id/hooks';
const maxHooks = 100;

/** The webhooks of a project: list, look at, create, change, delete. */
export function registerHookRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;

  app.get(path, async (request, reply) => {
    const { project } = getProject(context, request, { level: maintainer });
    const found = state.hooks.filter((one) => one.projectId === project.id);
    return paginate(request, reply, found, { url: context.url() }).map((one) => presentHook(context, one));
  });

  app.get(`${path}/:hook_id`, async (request) => presentHook(context, getHook(context, request).hook));

  app.post(path, async (request, reply) => {
    const { project } = getProject(context, request, { level: maintainer });
    const params = new Params(request);
    const url = params.requiredString('url', { allowBlank: true });
    const settings = readHookSettings(params, url);
    params.check();
    if (state.hooks.filter((one) => one.projectId === project.id).length >= maxHooks) {
      throw messageError(422, { base: [`Maximum number of project hooks (${maxHooks}) exceeded`] });
    }
    const hook: Hook = {
      ...emptyHook,
      ...settings,
      id: nextId(state, 'hook'),
      projectId: project.id,
      createdAt: timestamp(context),
      url,
    };
    state.hooks.push(hook);
    return reply.code(201).send(presentHook(context, hook));
  });

  app.put(`${path}/:hook_id`, async (request) => {
    const { hook } = getHook(context, request);
    const params = new Params(request);
    if (!Object.keys(params.all).some(isHookParam)) throw new ApiError(400, { error: 'No parameters provided' });
    const url = params.string('url') ?? hook.url;
    const settings = readHookSettings(params, url, hook);
    params.check();
    Object.assign(hook, settings, { url });
    return presentHook(context, hook);
  });

  app.delete(`${path}/:hook_id`, async (request, reply) => {
    const { hook } = getHook(context, request);
    checkUnmodified(request, hook.createdAt);
    state.hooks.splice(state.hooks.indexOf(hook), 1);
    state.hookEvents.splice(0, state.hookEvents.length, ...state.hookEvents.filter(({ hookId }) => hookId !== hook.id));
    return reply.code(204).send();
  });

  for (const [list, field] of [
    ['custom_headers', 'customHeaders'],
    ['url_variables', 'urlVariables'],
  ] as const) {
    app.put<{ Params: { key: string } }>(`${path}/:hook_id/${list}/:key`, async (request, reply) => {
      const { hook } = getHook(context, request);
      const { key } = request.params;
      const value = readSecretValue(new Params(request));
      hook[field] = [...hook[field].filter((one) => one.key !== key), { key, value }];
      return reply.code(200).send();
    });

    app.delete<{ Params: { key: string } }>(`${path}/:hook_id/${list}/:key`, async (request, reply) => {
      const { hook } = getHook(context, request);
      const kept = hook[field].filter(({ key }) => key !== request.params.key);
      if (kept.length === hook[field].length) throw recordNotFound();
      hook[field] = kept;
      return reply.code(204).send();
    });
  }
}

const emptyHook = {
  name: null,
  description: null,
  events: ['push_events' as const],
  pushEventsBranchFilter: null,
  branchFilterStrategy: 'wildcard' as const,
  enableSslVerification: true,
  token: null,
  signingToken: null,
  urlVariables: [],
  customHeaders: [],
  customWebhookTemplate: null,
  failures: 0,
  backoffs: 0,
  disabledUntil: null,
};
