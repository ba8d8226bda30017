import { randomUUID } from 'node:crypto';
import { fullPathOf, maintainer, projectLevelOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Hook, HookEvent } from '../state/hook-state.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { deliverHook } from '../webhooks/deliver-hook.ts';
import { hookKindOf } from '../webhooks/fire-hooks.ts';
import { alertStatusOf } from '../webhooks/hook-health.ts';
import { makeTestData } from '../webhooks/make-test-data.ts';
import { html, type Html } from './html.ts';
import type { Page } from './page.ts';
import { projectHeader } from './project-pages.ts';

const statusNames = {
  executable: 'Sending',
  temporarily_disabled: 'Paused after failures',
  disabled: 'Disabled after failures',
} as const;
const statusClasses = { executable: 'opened', temporarily_disabled: 'closed', disabled: 'closed' } as const;

export type HookActed =
  | { readonly kind: 'done' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'failed'; readonly sentence: string };

/** Whether the user may see and change the webhooks of the project. */
export function mayManageHooks(context: SandboxContext, project: Project, user: User | undefined): user is User {
  return user !== undefined && projectLevelOf(context.state, user, project) >= maintainer;
}

/** The webhooks of a project. They are made over the API. */
export function hooksPage(context: SandboxContext, project: Project, user: User): Page {
  const base = `/${fullPathOf(context.state, project)}/-/hooks`;
  const rows = context.state.hooks
    .filter((hook) => hook.projectId === project.id)
    .map(
      (hook) => html`<li>${badge(context, hook)} <a href="${base}/${hook.id}">${hook.name ?? hook.url}</a>
<span class="soft">${hook.events.map((event) => event.replace(/_events$/, '').replaceAll('_', ' ')).join(', ')}</span></li>`,
    );
  const list =
    rows.length === 0
      ? html`<p class="soft">There are no webhooks. Applications make them over the API.</p>`
      : html`<ul class="plain">${rows}</ul>`;
  const body = html`${projectHeader(context, project)}<h1>Webhooks</h1><section class="card">${list}</section>`;
  return { title: `Webhooks of ${project.name}`, user, body };
}

/** One webhook with what it delivered, newest first, each with a button to send it again. */
export function hookPage(context: SandboxContext, project: Project, user: User, hook: Hook, problem?: string): Page {
  const target = `/${fullPathOf(context.state, project)}/-/hooks/${hook.id}`;
  const events = context.state.hookEvents.filter((one) => one.hookId === hook.id).reverse();
  const list =
    events.length === 0
      ? html`<p class="soft">Nothing was delivered yet.</p>`
      : html`${events.map((one) => eventCard(target, one))}`;
  return {
    title: `Webhook ${hook.name ?? hook.url}`,
    user,
    body: html`${projectHeader(context, project)}<h1>${hook.name ?? 'Webhook'}</h1>
<p>${badge(context, hook)} <code>${hook.url}</code></p>
<p class="soft">${hook.token === null ? 'Without a secret token' : 'With a secret token'}, ${hook.signingToken === null ? 'not signed' : 'signed'}${hook.disabledUntil === null ? '' : `, paused until ${hook.disabledUntil}`}.</p>
${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<form class="row" method="post" action="${target}"><button class="main" name="action" value="test">Test with a push</button><button name="action" value="delete">Delete webhook</button></form>
<h2>Deliveries</h2>${list}`,
  };
}

/** Does what a button asks for; a sentence tells why it failed. */
export async function actOnHook(
  context: SandboxContext,
  project: Project,
  user: User,
  hook: Hook,
  form: { readonly action: string; readonly eventId: string | undefined },
): Promise<HookActed> {
  const { hooks, hookEvents } = context.state;
  if (form.action === 'delete') {
    hooks.splice(hooks.indexOf(hook), 1);
    return { kind: 'deleted' };
  }
  if (form.action === 'test') {
    const data = await makeTestData(context, project, user, 'push_events');
    if (data === undefined) return { kind: 'failed', sentence: 'The project has no commits to tell of.' };
    return toActed(await deliverHook(context, hook, { ...hookKindOf('push_events'), eventUuid: randomUUID(), data }));
  }
  const event = hookEvents.find((one) => one.hookId === hook.id && String(one.id) === form.eventId);
  if (event === undefined) return { kind: 'failed', sentence: 'This delivery is not kept any more.' };
  return toActed(await deliverHook(context, hook, { ...event, data: event.requestData }));
}

function toActed(event: HookEvent): HookActed {
  if (/^[23]/.test(event.responseStatus)) return { kind: 'done' };
  const answer = `${event.responseStatus} ${event.responseBody.slice(0, 200)}`;
  return { kind: 'failed', sentence: `It did not arrive: ${answer}` };
}

function eventCard(target: string, event: HookEvent): Html {
  const good = /^[23]/.test(event.responseStatus);
  return html`<section class="card"><form class="row" method="post" action="${target}"><input type="hidden" name="event_id" value="${event.id}">
<span class="badge ${good ? 'opened' : 'closed'}">${event.responseStatus}</span> <strong>${event.eventName}</strong> <span class="soft">${event.createdAt}</span>
<button name="action" value="resend">Send again</button></form>
<details><summary>Request and answer</summary>${lines(Object.entries(event.requestHeaders).map(([name, value]) => `${name}: ${value}`))}${lines(JSON.stringify(event.requestData, undefined, 2).split('\n'))}${lines(event.responseBody.split('\n'))}</details></section>`;
}

function lines(texts: readonly string[]): Html {
  return html`<pre>${texts.slice(0, 500).map((text) => html`<span>${text}</span>`)}</pre>`;
}

function badge(context: SandboxContext, hook: Hook): Html {
  const status = alertStatusOf(hook, context.now());
  return html`<span class="badge ${statusClasses[status]}">${statusNames[status]}</span>`;
}
