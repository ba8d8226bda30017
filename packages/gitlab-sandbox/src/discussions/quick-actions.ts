import { approve, hasApproved, unapprove } from '../merge-requests/approvals.ts';
import { withDraft } from '../merge-requests/mergeability.ts';
import { mergeMergeRequest } from '../merge-requests/merge-merge-request.ts';
import { updateMergeRequest, type MergeRequestUpdate } from '../merge-requests/update-merge-request.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';

export interface QuickActions {
  /** The text without the lines that were commands. */
  readonly body: string;
  readonly changes: Readonly<Record<string, unknown>>;
  /** One sentence per command. */
  readonly summary: readonly string[];
}

interface Effect {
  readonly update?: MergeRequestUpdate;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly sentence: string;
  readonly run?: () => Promise<void> | void;
}

interface Place {
  readonly project: Project;
  readonly user: User;
  readonly mergeRequest: MergeRequest;
}

/** Does what the lines of a comment that begin with `/` ask for; other text stays. Unknown commands are text. */
export async function runQuickActions(context: SandboxContext, place: Place, text: string): Promise<QuickActions> {
  const kept: string[] = [];
  const effects: Effect[] = [];
  let isCode = false;
  for (const line of text.split('\n')) {
    if (/^(```|~~~)/.test(line)) isCode = !isCode;
    const [, name = '', rest = ''] = /^\/([a-z_]+)[ \t]*(.*)$/.exec(line.trimEnd()) ?? [];
    const effect = isCode || name === '' ? undefined : toEffect(context, place, name, rest.trim());
    if (effect === undefined) kept.push(line);
    else effects.push(effect);
  }
  for (const effect of effects) {
    const { project, user, mergeRequest } = place;
    if (effect.update !== undefined) await updateMergeRequest(context, project, user, mergeRequest, effect.update);
    await effect.run?.();
  }
  return {
    body: effects.length === 0 ? text : kept.join('\n').trim(),
    changes: Object.assign({}, ...effects.map(({ changes }) => changes)) as Record<string, unknown>,
    summary: effects.map(({ sentence }) => sentence),
  };
}

function toEffect(context: SandboxContext, place: Place, name: string, rest: string): Effect | undefined {
  const { mergeRequest } = place;
  switch (name) {
    case 'close':
    case 'reopen':
      return stateEffect(name);
    case 'title':
      return rest === ''
        ? undefined
        : { update: { title: rest }, changes: { title: rest }, sentence: `Changed the title to "${rest}".` };
    case 'draft':
    case 'ready': {
      const title = withDraft(mergeRequest.title, name === 'draft');
      const sentence = `Marked this merge request as ${name === 'draft' ? 'a draft' : 'ready'}.`;
      return { update: { title }, changes: { wip_event: name }, sentence };
    }
    case 'label':
    case 'unlabel':
      return labelEffect(name, rest);
    case 'assign':
    case 'unassign':
    case 'assign_reviewer':
    case 'unassign_reviewer':
    case 'request_review':
      return peopleEffect(context, place, name, rest);
    case 'target_branch':
      return {
        update: { targetBranch: rest },
        changes: { target_branch: rest },
        sentence: `Set target branch to ${rest}.`,
      };
    default:
      return actionEffect(context, place, name);
  }
}

function stateEffect(event: 'close' | 'reopen'): Effect {
  const sentence = event === 'close' ? 'Closed this merge request.' : 'Reopened this merge request.';
  return { update: { stateEvent: event }, changes: { state_event: event }, sentence };
}

function labelEffect(name: 'label' | 'unlabel', rest: string): Effect {
  const labels = [...rest.matchAll(/~"([^"]+)"|~(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const told = labels.map((label) => `~"${label}"`).join(' ');
  if (name === 'label')
    return { update: { addLabels: labels }, changes: { add_labels: labels }, sentence: `Added ${told} label(s).` };
  return {
    update: { removeLabels: labels },
    changes: { remove_labels: labels },
    sentence: `Removed ${told} label(s).`,
  };
}

function peopleEffect(context: SandboxContext, { mergeRequest, user }: Place, name: string, rest: string): Effect {
  const names = rest.split(/\s+/).map((one) => one.replace(/^@/, ''));
  const ids = context.state.users
    .filter((one) => names.includes(one.username) || (names.includes('me') && one.id === user.id))
    .map(({ id }) => id);
  const isReviewer = name !== 'assign' && name !== 'unassign';
  const now = isReviewer ? mergeRequest.reviewerIds : mergeRequest.assigneeIds;
  const isRemoving = name.startsWith('unassign');
  const after = isRemoving ? now.filter((id) => rest !== '' && !ids.includes(id)) : [...new Set([...now, ...ids])];
  const key = isReviewer ? 'reviewer_ids' : 'assignee_ids';
  const sentence = `${isRemoving ? 'Removed' : 'Assigned'} ${rest}.`;
  return { update: isReviewer ? { reviewerIds: after } : { assigneeIds: after }, changes: { [key]: after }, sentence };
}

function actionEffect(context: SandboxContext, place: Place, name: string): Effect | undefined {
  const { project, user, mergeRequest } = place;
  switch (name) {
    case 'approve':
      return {
        changes: { approve: true },
        sentence: 'Approved the current merge request.',
        run: () => approve(context, project, user, mergeRequest),
      };
    case 'unapprove':
      return {
        changes: { unapprove: true },
        sentence: 'Unapproved the current merge request.',
        run: () => {
          if (hasApproved(mergeRequest, user)) unapprove(context, project, user, mergeRequest);
        },
      };
    case 'merge':
      return {
        changes: { merge: mergeRequest.diff.headSha },
        sentence: 'Merged this merge request.',
        run: () => mergeMergeRequest(context, project, user, mergeRequest, { autoMerge: true }),
      };
    case 'subscribe':
    case 'unsubscribe':
      return {
        changes: { subscription_event: name },
        sentence: name === 'subscribe' ? 'Subscribed to notifications.' : 'Unsubscribed from notifications.',
        run: () => {
          mergeRequest.subscriptions[user.id] = name === 'subscribe';
        },
      };
    default:
      return undefined;
  }
}
