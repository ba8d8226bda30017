import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { canDownload, canSee, findNamespace, findProjectByPath, fullPathOf } from '../access.ts';
import { findMergeRequest } from '../rest/find-merge-request.ts';
import { Params } from '../rest/params.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { html } from './html.ts';
import { actOnMergeRequest, mergeRequestPage, mergeRequestsPage } from './merge-request-pages.ts';
import { sendPage, type Page } from './page.ts';
import { blobPage, treePage } from './project-pages.ts';
import { findSessionUser, isSameOrigin } from './session.ts';
import { registerSignInRoutes } from './sign-in-routes.ts';
import { styles } from './styles.ts';

/** The pages that a person sees: home, files, merge requests. */
export function registerWeb(app: FastifyInstance, context: SandboxContext): void {
  registerSignInRoutes(app, context);
  app.get('/-/sandbox.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(styles));
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
    const iid = /^merge_requests\/(\d+)$/.exec(place?.page ?? '')?.[1];
    const mergeRequest =
      place === undefined || iid === undefined ? undefined : findMergeRequest(context, place.project, Number(iid));
    if (user === undefined || place === undefined || mergeRequest === undefined) return sendNotFound(reply, user);
    if (!isSameOrigin(context, request)) {
      return sendPage(reply, {
        title: 'Rejected',
        status: 422,
        user,
        body: html`<h1>The change you requested was rejected.</h1>`,
      });
    }
    const params = new Params(request);
    const problem = await actOnMergeRequest(context, place.project, user, mergeRequest, {
      action: params.string('action') ?? '',
      squash: params.has('squash'),
      removeSourceBranch: params.has('remove_source_branch'),
      discussionId: params.string('discussion_id'),
    });
    if (problem === undefined)
      return reply.redirect(`/${fullPathOf(context.state, place.project)}/-/merge_requests/${mergeRequest.iid}`, 303);
    return sendPage(reply, {
      ...(await mergeRequestPage(context, place.project, user, mergeRequest, problem)),
      status: 422,
    });
  });
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
  if (place === undefined) return undefined;
  const { project, page } = place;
  if (page === undefined) return treePage(context, project, user, undefined);
  const [kind = '', ...rest] = page.split('/');
  if (kind === 'tree') return treePage(context, project, user, rest.join('/'));
  if (kind === 'blob') return blobPage(context, project, user, rest.join('/'));
  if (kind !== 'merge_requests') return undefined;
  if (rest.length === 0) return mergeRequestsPage(context, project, user);
  const mergeRequest = findMergeRequest(context, project, Number(rest[0]));
  return mergeRequest === undefined ? undefined : mergeRequestPage(context, project, user, mergeRequest);
}

function homePage(context: SandboxContext, user: User | undefined): Page {
  const visible = context.state.projects.filter((project) => canSee(context.state, user, project));
  const namespaces = [...new Set(visible.map((project) => project.namespaceId))].flatMap(
    (id) => findNamespace(context.state, id) ?? [],
  );
  const sections = namespaces.map((namespace) => {
    const projects = visible.filter((project) => project.namespaceId === namespace.id);
    return html`<h2>${namespace.fullPath}</h2><section class="card"><ul class="plain">${projects.map(
      (project) => html`<li><a href="/${fullPathOf(context.state, project)}"><strong>${project.name}</strong></a>
${project.archived ? html`<span class="badge closed">Archived</span>` : ''} <span class="soft">${project.description}</span></li>`,
    )}</ul></section>`;
  });
  const hint = user === undefined ? html`<p><a href="/users/sign_in">Sign in</a> to see private projects.</p>` : '';
  return { title: 'Projects', user, body: html`<h1>Projects</h1>${hint}${sections}` };
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
