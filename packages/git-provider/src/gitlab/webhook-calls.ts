import { ProviderError } from '../provider-error.ts';
import type { CreateWebhookInput, UpdateWebhookInput, Webhook, WebhookCalls, WebhookEvents } from '../webhooks.ts';
import { dropUndefined } from './drop-undefined.ts';
import { listAll } from './list-all.ts';
import { wasMadeSince } from './lost-answers.ts';
import { repositoryPath, toId } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import { mayHaveHappened } from './retry-rules.ts';
import { anySchema, webhookSchema, type RawWebhook } from './schemas.ts';

const healths: Readonly<Record<string, Webhook['health']>> = {
  temporarily_disabled: 'backing-off',
  disabled: 'disabled',
};

/** What a provider does with GitLab's project hooks. */
export function createWebhookCalls(rest: RestClient): WebhookCalls {
  const list = (repositoryId: number): Promise<readonly RawWebhook[]> =>
    listAll(rest, hooksPath(repositoryId), {}, webhookSchema);
  return {
    listWebhooks: async ({ repositoryId }) => (await list(repositoryId)).map(toWebhook),
    createWebhook: async (input) => {
      const begunMs = performance.now();
      const path = hooksPath(input.repositoryId);
      try {
        return toWebhook((await rest({ method: 'POST', path, body: toBody(input), schema: webhookSchema })).body);
      } catch (error) {
        if (!(error instanceof ProviderError) || !mayHaveHappened(error)) throw error;
        const made = await findMade(rest, input, begunMs).catch(() => undefined);
        if (made === undefined) throw error;
        return toWebhook(made);
      }
    },
    updateWebhook: async (input) => {
      const path = hookPath(input);
      return toWebhook((await rest({ method: 'PUT', path, body: toBody(input), schema: webhookSchema })).body);
    },
    deleteWebhook: async (key) => {
      try {
        await rest({ method: 'DELETE', path: hookPath(key), schema: anySchema });
      } catch (error) {
        if (!(error instanceof ProviderError) || error.kind !== 'not-found') throw error;
      }
    },
    testWebhook: async ({ event, ...key }) => {
      const trigger = event === 'push' ? 'push_events' : 'merge_requests_events';
      await rest({ method: 'POST', path: `${hookPath(key)}/test/${trigger}`, schema: anySchema });
    },
  };
}

function hooksPath(repositoryId: number): string {
  return `${repositoryPath(repositoryId)}/hooks`;
}

function hookPath({ repositoryId, id }: { readonly repositoryId: number; readonly id: number }): string {
  return `${hooksPath(repositoryId)}/${toId(id)}`;
}

// Others may use the same address: only one that came to be since can be ours.
async function findMade(rest: RestClient, input: CreateWebhookInput, begunMs: number): Promise<RawWebhook | undefined> {
  const query = { per_page: 100 };
  const path = hooksPath(input.repositoryId);
  const { body, hostTimeMs } = await rest({ method: 'GET', path, query, schema: webhookSchema.array() });
  return body
    .toSorted((a, b) => b.id - a.id)
    .find((raw) => raw.url === input.url && wasMadeSince(raw.created_at, hostTimeMs, begunMs));
}

function toBody(input: CreateWebhookInput | UpdateWebhookInput): Record<string, unknown> {
  const events: Partial<WebhookEvents> = input.events ?? {};
  return dropUndefined({
    url: input.url,
    name: input.name,
    token: input.token,
    signing_token: input.signingToken,
    enable_ssl_verification: input.verifiesTls,
    push_events: events.push,
    merge_requests_events: events.mergeRequests,
    note_events: events.notes,
    pipeline_events: events.pipelines,
  });
}

function toWebhook(raw: RawWebhook): Webhook {
  return {
    id: raw.id,
    url: raw.url,
    name: raw.name ?? null,
    health: healths[raw.alert_status ?? ''] ?? 'ok',
    disabledUntil: raw.disabled_until ?? null,
    events: {
      push: raw.push_events ?? false,
      mergeRequests: raw.merge_requests_events ?? false,
      notes: raw.note_events ?? false,
      pipelines: raw.pipeline_events ?? false,
    },
    verifiesTls: raw.enable_ssl_verification ?? true,
    isSigned: raw.signing_token_present ?? false,
  };
}
