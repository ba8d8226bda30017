import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '../sandbox-context.ts';
import { hookEvents, type HookEvent } from '../state/hook-state.ts';
import { deliverHook } from '../webhooks/deliver-hook.ts';
import { hookKindOf, isFiredEvent } from '../webhooks/fire-hooks.ts';
import { makeTestData } from '../webhooks/make-test-data.ts';
import { ApiError, messageError, recordNotFound } from './api-error.ts';
import { getHook } from './find-hook.ts';
import { paginate } from './pagination.ts';
import { Params } from './params.ts';
import { presentHookEvent } from './present-hook.ts';

const path = '/projects/:id/hooks/:hook_id';
const maxPerMinute = 5;

/** What a webhook has delivered, delivering it again, and trying the webhook out. */
export function registerHookEventRoutes(app: FastifyInstance, context: SandboxContext): void {
  const limiter = createLimiter(context);

  app.get(`${path}/events`, async (request, reply) => {
    const { hook } = getHook(context, request);
    const wanted = new Params(request).list('status');
    const found = context.state.hookEvents
      .filter((one) => one.hookId === hook.id && (wanted === undefined || matchesStatus(one, wanted)))
      .reverse();
    return paginate(request, reply, found, { url: context.url() }).map(presentHookEvent);
  });

  app.post(`${path}/events/:hook_log_id/resend`, async (request, reply) => {
    const { hook } = getHook(context, request);
    const { hook_log_id: id } = request.params as { readonly hook_log_id: string };
    const event = context.state.hookEvents.find((one) => one.hookId === hook.id && String(one.id) === id);
    if (event === undefined) throw recordNotFound();
    limiter(`resend:${hook.id}`);
    const sent = await deliverHook(context, hook, {
      trigger: event.trigger,
      eventName: event.eventName,
      eventUuid: event.eventUuid,
      idempotencyKey: event.idempotencyKey,
      data: event.requestData,
    });
    if (sent.responseStatus === 'internal error') throw messageError(422, sent.responseBody);
    return reply.code(201).send({ response_status: Number(sent.responseStatus) });
  });

  app.post(`${path}/test/:trigger`, async (request, reply) => {
    const { project, user, hook } = getHook(context, request);
    const trigger = readTrigger(request);
    limiter(`test:${hook.id}`);
    const data = isFiredEvent(trigger) ? await makeTestData(context, project, user, trigger) : undefined;
    if (data === undefined || !isFiredEvent(trigger)) throw messageError(422, noDataSentence(trigger));
    const sent = await deliverHook(context, hook, { ...hookKindOf(trigger), eventUuid: randomUUID(), data });
    if (!/^2\d\d$/.test(sent.responseStatus)) throw messageError(422, sent.responseBody);
    return reply.code(201).send({ message: '201 Created' });
  });
}

function readTrigger(request: FastifyRequest): string {
  const { trigger } = request.params as { readonly trigger: string };
  if (hookEvents.some((event) => event === trigger)) return trigger;
  throw new ApiError(400, { error: 'trigger does not have a valid value' });
}

const nouns: Readonly<Record<string, string>> = {
  push_events: 'commits',
  tag_push_events: 'tags',
  merge_requests_events: 'merge requests',
  note_events: 'notes',
  confidential_note_events: 'notes',
  pipeline_events: 'CI pipelines',
  issues_events: 'issues',
  confidential_issues_events: 'issues',
};

function noDataSentence(trigger: string): string {
  return `Ensure the project has ${nouns[trigger] ?? trigger.replace(/_events$/, '').replaceAll('_', ' ')}.`;
}

function matchesStatus(event: HookEvent, wanted: readonly string[]): boolean {
  const { responseStatus: status } = event;
  const kinds = {
    successful: /^[23]/.test(status),
    client_failure: status.startsWith('4'),
    server_failure: /^(5|internal)/.test(status),
  };
  return wanted.some((one) => one === status || kinds[one as keyof typeof kinds]);
}

// GitLab counts tries per minute; a restart forgets them.
function createLimiter(context: Pick<SandboxContext, 'now'>): (key: string) => void {
  const tries = new Map<string, readonly number[]>();
  return (key) => {
    const now = context.now().getTime();
    const recent = (tries.get(key) ?? []).filter((time) => time > now - 60_000);
    if (recent.length >= maxPerMinute) {
      const error = 'This endpoint has been requested too many times. Try again later.';
      throw new ApiError(429, { message: { error } }, { 'Retry-After': '60' });
    }
    tries.set(key, [...recent, now]);
  };
}
