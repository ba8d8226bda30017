import type { FastifyInstance } from 'fastify';
import { groupLevelOf } from '../access.ts';
import { Params } from '../rest/params.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { User } from '../state/sandbox-state.ts';
import { html } from './html.ts';
import { sendPage } from './page.ts';
import { endSession, findSessionUser, isSameOrigin, startSession } from './session.ts';

const roleNames: Readonly<Record<number, string>> = {
  10: 'Guest',
  15: 'Planner',
  20: 'Reporter',
  30: 'Developer',
  40: 'Maintainer',
  50: 'Owner',
};

/** Signing in by picking a user: the sandbox has no passwords. */
export function registerSignInRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get('/users/sign_in', async (request, reply) => {
    const returnTo = toLocalPath(new Params(request).string('return_to'));
    const people = context.state.users.filter(({ isBot }) => !isBot);
    const buttons = people.map(
      (user) => html`<button class="wide" name="username" value="${user.username}"><strong>${user.name}</strong>
<span class="soft">@${user.username}${roleOf(context, user)}</span></button>`,
    );
    return sendPage(reply, {
      title: 'Sign in',
      user: findSessionUser(context, request),
      body: html`<section class="card narrow"><h1>Sign in as</h1><p class="soft">This sandbox has no passwords: pick a user.</p>
<form method="post" action="/users/sign_in"><input type="hidden" name="return_to" value="${returnTo}">${buttons}</form></section>`,
    });
  });

  app.post('/users/sign_in', async (request, reply) => {
    const params = new Params(request);
    const user = context.state.users.find((one) => one.username === params.string('username'));
    if (user === undefined || !isSameOrigin(context, request)) {
      return sendPage(reply, {
        title: 'Not signed in',
        status: 422,
        body: html`<h1>The change you requested was rejected.</h1>`,
      });
    }
    startSession(context, reply, user);
    return reply.redirect(toLocalPath(params.string('return_to')), 302);
  });

  app.post('/users/sign_out', async (request, reply) => {
    if (isSameOrigin(context, request)) endSession(context, request, reply);
    return reply.redirect('/users/sign_in', 302);
  });
}

// Only a path of this server: `//host` and `/\host` would lead elsewhere.
function toLocalPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/';
}

function roleOf(context: SandboxContext, user: User): string {
  const top = context.state.groups.find((group) => group.parentId === null);
  const level = top === undefined ? 0 : groupLevelOf(context.state, user, top.id);
  const role = roleNames[level];
  return role === undefined || top === undefined ? '' : ` · ${role} of ${top.name}`;
}
