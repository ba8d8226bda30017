import { randomUUID } from 'node:crypto';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Hook, HookEvent } from '../state/hook-state.ts';
import { nextId } from '../state/sandbox-state.ts';
import { version } from '../version.ts';
import { fillTemplate } from './fill-template.ts';
import { recordDelivery } from './hook-health.ts';
import { fillUrl } from './hook-url.ts';
import { postJson, type PostAnswer } from './post-json.ts';
import { signDelivery } from './sign-delivery.ts';

/** What a hook is told. */
export interface HookMessage {
  /** `push_hooks`, `merge_request_hooks`, … */
  readonly trigger: string;
  /** `Push Hook`, `Merge Request Hook`, … */
  readonly eventName: string;
  readonly eventUuid: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Kept when a delivery is sent again. */
  readonly idempotencyKey?: string;
}

const keptPerHook = 50;

/** Sends one message to one hook, keeps what was sent and answered, and counts failures. */
export async function deliverHook(context: SandboxContext, hook: Hook, message: HookMessage): Promise<HookEvent> {
  const idempotencyKey = message.idempotencyKey ?? randomUUID();
  const body = fillTemplate(hook.customWebhookTemplate, message.data);
  const headers = headersOf(context, hook, { ...message, idempotencyKey }, body);
  const begun = performance.now();
  const url = fillUrl(hook);
  const answer = await postJson(url, { headers, body, verifyCertificate: hook.enableSslVerification });
  recordDelivery(hook, answer.kind === 'answered' && answer.status < 400, context.now());
  const event: HookEvent = {
    id: nextId(context.state, 'hookEvent'),
    hookId: hook.id,
    createdAt: timestamp(context),
    url: hook.url,
    trigger: message.trigger,
    eventName: message.eventName,
    eventUuid: message.eventUuid,
    idempotencyKey,
    requestHeaders: hideSecrets(hook, headers),
    requestData: message.data,
    executionDuration: (performance.now() - begun) / 1000,
    ...presentAnswer(answer),
  };
  keep(context, event);
  return event;
}

function headersOf(
  context: SandboxContext,
  hook: Hook,
  message: HookMessage & { readonly idempotencyKey: string },
  body: string,
): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(context.now().getTime() / 1000));
  const own = {
    'Content-Type': 'application/json',
    'User-Agent': `GitLab/${version}`,
    'Idempotency-Key': message.idempotencyKey,
    'X-Gitlab-Event': message.eventName,
    'X-Gitlab-Webhook-UUID': randomUUID(),
    'X-Gitlab-Instance': context.url(),
    'X-Gitlab-Event-UUID': message.eventUuid,
    ...(hook.token === null ? {} : { 'X-Gitlab-Token': hook.token }),
    'webhook-id': message.idempotencyKey,
    'webhook-timestamp': seconds,
    ...(hook.signingToken === null
      ? {}
      : {
          'webhook-signature': signDelivery(hook.signingToken, {
            id: message.idempotencyKey,
            timestamp: seconds,
            body,
          }),
        }),
  };
  const taken = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const custom = hook.customHeaders.filter(({ key }) => !taken.has(key.toLowerCase()));
  return { ...Object.fromEntries(custom.map(({ key, value }) => [key, value])), ...own };
}

function hideSecrets(hook: Hook, headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const secret = new Set(['X-Gitlab-Token', ...hook.customHeaders.map(({ key }) => key)]);
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secret.has(name) ? '[REDACTED]' : value]),
  );
}

function presentAnswer(answer: PostAnswer): Pick<HookEvent, 'responseHeaders' | 'responseBody' | 'responseStatus'> {
  if (answer.kind === 'failed') {
    return { responseHeaders: {}, responseBody: answer.sentence, responseStatus: 'internal error' };
  }
  return { responseHeaders: answer.headers, responseBody: answer.body, responseStatus: String(answer.status) };
}

function keep(context: Pick<SandboxContext, 'state'>, event: HookEvent): void {
  const { hookEvents } = context.state;
  hookEvents.push(event);
  const ofHook = hookEvents.filter(({ hookId }) => hookId === event.hookId);
  const oldest = ofHook.length > keptPerHook ? ofHook[0] : undefined;
  if (oldest !== undefined) hookEvents.splice(hookEvents.indexOf(oldest), 1);
}
