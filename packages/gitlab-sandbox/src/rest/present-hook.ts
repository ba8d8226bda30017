import type { SandboxContext } from '../sandbox-context.ts';
import { hookEvents, type Hook, type HookEvent } from '../state/hook-state.ts';
import { alertStatusOf } from '../webhooks/hook-health.ts';

/** A webhook; of its secrets only that they are there. */
export function presentHook(context: Pick<SandboxContext, 'now'>, hook: Hook): Record<string, unknown> {
  return {
    id: hook.id,
    url: hook.url,
    name: hook.name,
    description: hook.description,
    created_at: hook.createdAt,
    ...Object.fromEntries(hookEvents.map((event) => [event, hook.events.includes(event)])),
    enable_ssl_verification: hook.enableSslVerification,
    alert_status: alertStatusOf(hook, context.now()),
    disabled_until: hook.disabledUntil,
    url_variables: hook.urlVariables.map(({ key }) => ({ key })),
    push_events_branch_filter: hook.pushEventsBranchFilter,
    branch_filter_strategy: hook.branchFilterStrategy,
    custom_webhook_template: hook.customWebhookTemplate,
    custom_headers: hook.customHeaders.map(({ key }) => ({ key })),
    token_present: hook.token !== null,
    signing_token_present: hook.signingToken !== null,
    project_id: hook.projectId,
  };
}

/** One delivery, with what was sent and answered. */
export function presentHookEvent(event: HookEvent): Record<string, unknown> {
  return {
    id: event.id,
    url: event.url,
    trigger: event.trigger,
    request_headers: event.requestHeaders,
    request_data: event.requestData,
    response_headers: event.responseHeaders,
    response_body: event.responseBody,
    execution_duration: event.executionDuration,
    response_status: event.responseStatus,
    created_at: event.createdAt,
  };
}
