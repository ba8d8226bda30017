import { randomUUID } from 'node:crypto';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Hook, HookEventName } from '../state/hook-state.ts';
import type { Project } from '../state/sandbox-state.ts';
import { deliverHook } from './deliver-hook.ts';
import { alertStatusOf } from './hook-health.ts';
import { matchesBranchFilter } from './hook-url.ts';

/** Which hooks an event concerns, and how deliveries of it are named. */
const kinds = {
  push_events: { trigger: 'push_hooks', eventName: 'Push Hook' },
  tag_push_events: { trigger: 'tag_push_hooks', eventName: 'Tag Push Hook' },
  merge_requests_events: { trigger: 'merge_request_hooks', eventName: 'Merge Request Hook' },
  note_events: { trigger: 'note_hooks', eventName: 'Note Hook' },
  confidential_note_events: { trigger: 'confidential_note_hooks', eventName: 'Confidential Note Hook' },
  pipeline_events: { trigger: 'pipeline_hooks', eventName: 'Pipeline Hook' },
  confidential_issues_events: { trigger: 'confidential_issue_hooks', eventName: 'Confidential Issue Hook' },
  issues_events: { trigger: 'issue_hooks', eventName: 'Issue Hook' },
} as const satisfies Partial<Record<HookEventName, { readonly trigger: string; readonly eventName: string }>>;

export type FiredEvent = keyof typeof kinds;

/** How deliveries of this event are named. */
export function hookKindOf(event: FiredEvent): (typeof kinds)[FiredEvent] {
  return kinds[event];
}

/** Whether deliveries of this event exist here. */
export function isFiredEvent(event: string): event is FiredEvent {
  return Object.hasOwn(kinds, event);
}

/**
 * Tells the project's hooks, after the answer, what happened; `makeData` is asked once, and only when a hook listens.
 * It must not look at anything that may change meanwhile.
 */
export function fireHooks(
  context: SandboxContext,
  project: Project,
  event: FiredEvent,
  makeData: () => Promise<Readonly<Record<string, unknown>>>,
  branch?: string,
): void {
  const wanted = context.state.hooks.filter(
    (hook) => hook.projectId === project.id && isWanted(context, hook, event, branch),
  );
  if (wanted.length === 0) return;
  const eventUuid = randomUUID();
  context.runLater(async () => {
    const data = await makeData();
    await Promise.all(wanted.map((hook) => deliverHook(context, hook, { ...kinds[event], eventUuid, data })));
    await context.flush();
  });
}

function isWanted(context: SandboxContext, hook: Hook, event: FiredEvent, branch: string | undefined): boolean {
  if (!hook.events.includes(event) || alertStatusOf(hook, context.now()) !== 'executable') return false;
  return branch === undefined || matchesBranchFilter(hook, branch);
}
