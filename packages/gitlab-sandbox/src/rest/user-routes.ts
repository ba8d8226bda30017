import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { registerEmptyLists } from './empty-lists.ts';
import { revision, version } from '../version.ts';
import { notFound } from './api-error.ts';
import { getCaller } from './find-project.ts';
import { paginate, paginateById } from './pagination.ts';
import { Params } from './params.ts';
import { presentCurrentUser, presentUser, presentUserProfile } from './present-user.ts';

const readUser = ['read_user'];

/** Who the caller and the others are, and what answers them. */
export function registerUserRoutes(app: FastifyInstance, context: SandboxContext): void {
  const { state } = context;
  app.get('/user', async (request) => presentCurrentUser(context, getCaller(context, request, readUser).user));

  for (const path of ['/version', '/metadata']) {
    app.get(path, async (request) => {
      getCaller(context, request, readUser);
      return {
        version,
        revision,
        kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
        enterprise: false,
      };
    });
  }

  app.get('/users', async (request, reply) => {
    getCaller(context, request, readUser);
    const params = new Params(request);
    const search = (params.string('search') ?? '').toLowerCase();
    const username = params.string('username')?.toLowerCase();
    const wantsActive = params.boolean('active') ?? false;
    const wantsBlocked = params.boolean('blocked') ?? false;
    const withoutBots = params.boolean('without_project_bots') ?? params.boolean('humans') ?? false;
    params.check();
    const found = state.users
      .filter((one) => username === undefined || one.username.toLowerCase() === username)
      .filter((one) => `${one.name}\n${one.username}`.toLowerCase().includes(search) || one.email === search)
      .filter((one) => (!wantsActive || one.state === 'active') && (!wantsBlocked || one.state === 'blocked'))
      .filter((one) => !withoutBots || !one.isBot);
    const options = { url: context.url(), defaults: { order_by: 'id', sort: 'desc' } };
    const sorted = [...found].sort((a, b) => (params.string('sort') === 'asc' ? a.id - b.id : b.id - a.id));
    const isKeyset = params.string('pagination') === 'keyset';
    const page = isKeyset ? paginateById(request, reply, found, options) : paginate(request, reply, sorted, options);
    return page.map((one) => presentUser(context, one));
  });

  app.get<{ Params: { id: string } }>('/users/:id', async (request) => {
    getCaller(context, request, readUser);
    const found = state.users.find((one) => String(one.id) === request.params.id);
    if (found === undefined) throw notFound('User');
    return presentUserProfile(context, found);
  });

  for (const path of ['/user/status', '/users/:id/status']) {
    app.get(path, async (request) => {
      getCaller(context, request, readUser);
      return { emoji: null, message: '', availability: 'not_set', message_html: '', clear_status_at: null };
    });
  }

  const lists = [
    '/user/keys',
    '/user/gpg_keys',
    '/user/emails',
    '/users/:id/keys',
    '/users/:id/events',
    '/events',
    '/users/:id/starred_projects',
    '/broadcast_messages',
    '/snippets',
  ];
  registerEmptyLists(app, context, lists, (request) => getCaller(context, request, readUser));
}
