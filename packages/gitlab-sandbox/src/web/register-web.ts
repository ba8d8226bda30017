import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canDownload, canSee, findProjectByPath, fullPathOf } from '../access.ts';
import { ensureRepository } from '../projects/ensure-repository.ts';
import { findMergeRequest } from '../rest/find-merge-request.ts';
import { Params } from '../rest/params.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { actOnMergeRequest } from './act-on-merge-request.ts';
import { drawAvatar } from './draw-avatar.ts';
import { groupPage, homePage } from './group-pages.ts';
import { actOnHook, hookPage, hooksPage, mayManageHooks } from './hook-pages.ts';
import { html } from './html.ts';
import { mergeRequestPath } from './merge-request-checks.ts';
import { mergeRequestPage, mergeRequestsPage } from './merge-request-pages.ts';
import { sendPage, type Page } from './page.ts';
import { blobPage, treePage } from './project-pages.ts';
import { findSessionUser, isSameOrigin } from './session.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';
import { styles } from './styles.ts';

/** The pages that a person sees: groups, files, merge requests, webhooks. */
export function registerWeb(app: FastifyInstance, context: SandboxContext): void {
  registerSignInRoutes(app, context);
  app.get('/-/sandbox.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(styles));
  app.get<{ Params: { file: string } }>('/-/avatars/:file', async (request, reply) => {
    const user = context.state.users.find(({ id }) => `${id}.svg` === request.params.file);
    return reply.type('image/svg+xml').send(drawAvatar(user?.name ?? ''));
  });
  app.get('/-/health', async (_request, reply) => reply.type('text/plain').send('GitLab OK'));
  app.get('/', async (request, reply) => sendPage(reply, homePage(context, findSessionUser(context, request))));

  app.get('/*', async (request, reply) => {
    const user = findSessionUser(context, request);
    const page = await findPage(context, user, toPath(request));
    if (page !== undefined) return sendPage(reply, page);
    if (user === undefined) return reply.redirect(`/users/sign_in?return_to=${encodeURIComponent(request.url)}`, 302);
    return sendNotFound(reply, user);
  });

  app.post('/*', async (request, reply) => {
    const user = findSessionUser(context, request);
    const place = splitPath(context, user, toPath(request));
    if (user === undefined || place === undefined) return sendNotFound(reply, user);
    if (!isSameOrigin(context, request)) {
      const body = html`<h1>The change you requested was rejected.</h1>`;
      return sendPage(reply, { title: 'Rejected', status: 422, user, body });
    }
    ensureRepository(context, place.project);
    const [kind = '', id = '', ...rest] = (place.page ?? '').split('/');
    const done =
      rest.length > 0
        ? undefined
        : kind === 'merge_requests'
          ? await postMergeRequest(context, request, user, place.project, id)
          : kind === 'hooks'
            ? await postHook(context, request, user, place.project, id)
            : undefined;
    if (done === undefined) return sendNotFound(reply, user);
    return 'location' in done ? reply.redirect(done.location, 303) : sendPage(reply, { ...done.page, status: 422 });
  });
}

type Posted = { readonly location: string } | { readonly page: Page } | undefined;

async function postMergeRequest(
  context: SandboxContext,
  request: FastifyRequest,
  user: User,
  project: Project,
  iid: string,
): Promise<Posted> {
  const mergeRequest = findMergeRequest(context, project, Number(iid));
  if (mergeRequest === undefined) return undefined;
  const params = new Params(request);
  const problem = await actOnMergeRequest(context, project, user, mergeRequest, {
    action: params.string('action') ?? '',
    squash: params.has('squash'),
    removeSourceBranch: params.has('remove_source_branch'),
    discussionId: params.string('discussion_id'),
  });
  if (problem === undefined) return { location: mergeRequestPath(context, project, mergeRequest) };
  return { page: await mergeRequestPage(context, project, user, mergeRequest, problem) };
}

async function postHook(
  context: SandboxContext,
  request: FastifyRequest,
  user: User,
  project: Project,
  id: string,
): Promise<Posted> {
  const hook = context.state.hooks.find((one) => one.projectId === project.id && String(one.id) === id);
  if (hook === undefined || !mayManageHooks(context, project, user)) return undefined;
  const params = new Params(request);
  const form = { action: params.string('action') ?? '', eventId: params.string('event_id') };
  const acted = await actOnHook(context, project, user, hook, form);
  const location = `/${fullPathOf(context.state, project)}/-/hooks`;
  if (acted.kind === 'failed') return { page: hookPage(context, project, user, hook, acted.sentence) };
  return { location: acted.kind === 'deleted' ? location : `${location}/${id}` };
}

interface Place {
  readonly project: Project;
  /** What follows `/-/`. */
  readonly page: string | undefined;
}

function splitPath(context: SandboxContext, user: User | undefined, path: string): Place | undefined {
  const [fullPath = '', page] = path.split(/\/-\/(.*)/s);
  const project = findProjectByPath(context.state, fullPath.replace(/\/$/, ''));
  if (project === undefined || !canSee(context.state, user, project) || !canDownload(context.state, user, project))
    return undefined;
  return { project, page };
}

async function findPage(context: SandboxContext, user: User | undefined, path: string): Promise<Page | undefined> {
  const place = splitPath(context, user, path);
  if (place === undefined) return groupPage(context, user, path.replace(/^groups\//, ''));
  const { project, page } = place;
  ensureRepository(context, project);
  if (page === undefined) return treePage(context, project, user, undefined);
  const [kind = '', ...rest] = page.split('/');
  if (kind === 'tree') return treePage(context, project, user, rest.join('/'));
  if (kind === 'blob') return blobPage(context, project, user, rest.join('/'));
  if (kind === 'hooks') return findHookPage(context, project, user, rest[0]);
  if (kind !== 'merge_requests') return undefined;
  if (rest.length === 0) return mergeRequestsPage(context, project, user);
  const mergeRequest = findMergeRequest(context, project, Number(rest[0]));
  return mergeRequest === undefined ? undefined : mergeRequestPage(context, project, user, mergeRequest);
}

function findHookPage(
  context: SandboxContext,
  project: Project,
  user: User | undefined,
  id: string | undefined,
): Page | undefined {
  if (!mayManageHooks(context, project, user)) return undefined;
  if (id === undefined) return hooksPage(context, project, user);
  const hook = context.state.hooks.find((one) => one.projectId === project.id && String(one.id) === id);
  return hook === undefined ? undefined : hookPage(context, project, user, hook);
}

function sendNotFound(reply: FastifyReply, user: User | undefined): FastifyReply {
  return sendPage(reply, {
    title: 'Not found',
    status: 404,
    user,
    body: html`<section class="card"><h1>404: Page not found</h1><p>It does not exist, or you may not see it.</p></section>`,
  });
}

function toPath(request: FastifyRequest): string {
  return (request.params as { readonly '*': string })['*'];
}
