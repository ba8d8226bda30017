import { renderMarkdown } from './markdown.ts';
import { canMerge, developer, fullPathOf, projectLevelOf } from '../access.ts';
import { listDiscussions, resolveNotes } from '../discussions/discussions.ts';
import {
  checkMergeability,
  detailedMergeStatus,
  isDraft,
  squashesOnMerge,
  withDraft,
} from '../merge-requests/mergeability.ts';
import { mergeMergeRequest } from '../merge-requests/merge-merge-request.ts';
import { updateMergeRequest } from '../merge-requests/update-merge-request.ts';
import { ApiError } from '../rest/api-error.ts';
import { commitsOf, diffsOf } from '../rest/merge-request-detail-routes.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { discussionCards } from './discussion-cards.ts';
import { html, type Html } from './html.ts';
import type { Page } from './page.ts';
import { projectHeader } from './project-pages.ts';

const stateNames = { opened: 'Open', merged: 'Merged', closed: 'Closed' } as const;

/** The merge requests of a project, newest first. */
export function mergeRequestsPage(context: SandboxContext, project: Project, user: User | undefined): Page {
  const path = fullPathOf(context.state, project);
  const found = context.state.mergeRequests.filter((one) => one.projectId === project.id).reverse();
  const rows = found.map(
    (one) => html`<li>${badge(one)} <a href="/${path}/-/merge_requests/${one.iid}">${one.title}</a>
<span class="soft">!${one.iid} · ${one.sourceBranch} into ${one.targetBranch}</span></li>`,
  );
  const list =
    rows.length === 0 ? html`<p class="soft">There are no merge requests.</p>` : html`<ul class="plain">${rows}</ul>`;
  return {
    title: `Merge requests of ${project.name}`,
    user,
    body: html`${projectHeader(context, project)}<h1>Merge requests</h1><section class="card">${list}</section>`,
  };
}

/** One merge request with its commits and differences, and the buttons that the user may press. */
export async function mergeRequestPage(
  context: SandboxContext,
  project: Project,
  user: User | undefined,
  mergeRequest: MergeRequest,
  problem?: string,
): Promise<Page> {
  await finishCheck(context, project, mergeRequest);
  const commits = await commitsOf(context, project, mergeRequest);
  const diffs = await diffsOf(context, project, mergeRequest);
  const author = context.state.users.find((one) => one.id === mergeRequest.authorId);
  const target = targetOf(context, project, mergeRequest);
  const mayResolve = user !== undefined && mayChange(context, project, user, mergeRequest);
  return {
    title: `${mergeRequest.title} (!${mergeRequest.iid})`,
    user,
    body: html`${projectHeader(context, project)}
<h1>${mergeRequest.title}</h1>
<p>${badge(mergeRequest)} <span class="soft">!${mergeRequest.iid} · ${author?.name} wants to merge <code>${mergeRequest.sourceBranch}</code> into <code>${mergeRequest.targetBranch}</code></span></p>
${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
${mergeRequest.description === null ? '' : html`<section class="card">${renderMarkdown(mergeRequest.description)}</section>`}
${actions(context, project, user, mergeRequest)}
${discussionCards(context, mergeRequest, { target, mayResolve })}
<h2>${commits.length} ${commits.length === 1 ? 'commit' : 'commits'}</h2>
<section class="card"><ul class="plain">${commits.map((one) => html`<li>${one.message.split('\n', 1)[0]} <code class="soft">${one.id.slice(0, 8)}</code></li>`)}</ul></section>
<h2>${diffs.length} changed ${diffs.length === 1 ? 'file' : 'files'}</h2>
${diffs.slice(0, 300).map((diff) => html`<section class="card"><p><strong>${diff.new_path}</strong> <span class="soft">${diff.new_file ? 'added' : diff.deleted_file ? 'deleted' : ''}</span></p>${diffLines(diff.diff)}</section>`)}`,
  };
}

/** Does what a button of the page asks for; returns a sentence when it cannot be done. */
export async function actOnMergeRequest(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  form: {
    readonly action: string;
    readonly squash: boolean;
    readonly removeSourceBranch: boolean;
    readonly discussionId?: string | undefined;
  },
): Promise<string | undefined> {
  try {
    await finishCheck(context, project, mergeRequest);
    await context.lock(`project:${project.id}`, async () => {
      if (form.action === 'merge') {
        await mergeMergeRequest(context, project, user, mergeRequest, {
          squash: form.squash,
          shouldRemoveSourceBranch: form.removeSourceBranch,
        });
        return;
      }
      if (!mayChange(context, project, user, mergeRequest)) throw new ApiError(403, {});
      if (form.action === 'close' || form.action === 'reopen') {
        await updateMergeRequest(context, project, user, mergeRequest, { stateEvent: form.action });
      }
      if (form.action === 'draft' || form.action === 'ready') {
        const title = withDraft(mergeRequest.title, form.action === 'draft');
        await updateMergeRequest(context, project, user, mergeRequest, { title });
      }
      if (form.action === 'resolve' || form.action === 'unresolve') {
        const found = listDiscussions(context.state, mergeRequest).find(({ id }) => id === form.discussionId);
        resolveNotes(context, found?.notes ?? [], user.id, form.action === 'resolve');
      }
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.status === 401 || error.status === 403
      ? 'You are not allowed to do this.'
      : 'This merge request cannot be merged now.';
  }
}

// A page has no script that could ask again: it waits for the answer.
async function finishCheck(context: SandboxContext, project: Project, mergeRequest: MergeRequest): Promise<void> {
  mergeRequest.preparedAt ??= timestamp(context);
  if (['preparing', 'unchecked', 'checking'].includes(mergeRequest.mergeStatus) && mergeRequest.state === 'opened') {
    await checkMergeability(context, project, mergeRequest);
  }
}

function mayChange(context: SandboxContext, project: Project, user: User, mergeRequest: MergeRequest): boolean {
  return projectLevelOf(context.state, user, project) >= developer || mergeRequest.authorId === user.id;
}

const reasons: Readonly<Record<string, string>> = {
  conflict: 'Merge blocked: there are conflicts between the branches.',
  draft_status: 'Merge blocked: the merge request is a draft.',
  discussions_not_resolved: 'Merge blocked: all threads must be resolved.',
  commits_status: 'Merge blocked: the source branch has no commits to merge.',
  need_rebase: 'Merge blocked: the source branch must be rebased onto the target branch.',
};

function actions(context: SandboxContext, project: Project, user: User | undefined, mergeRequest: MergeRequest): Html {
  if (user === undefined || mergeRequest.state === 'merged') return html``;
  const target = targetOf(context, project, mergeRequest);
  const toggle = !mayChange(context, project, user, mergeRequest)
    ? ''
    : mergeRequest.state === 'opened'
      ? html`${draftButton(mergeRequest)}<button name="action" value="close">Close merge request</button>`
      : html`<button name="action" value="reopen">Reopen merge request</button>`;
  const status = detailedMergeStatus(context, project, mergeRequest);
  const may = canMerge(context.state, user, project, mergeRequest);
  const checked = (on: boolean): Html => (on ? html`checked` : html``);
  const merge =
    status === 'mergeable' && may
      ? html`<button class="main" name="action" value="merge">Merge</button>
<label><input type="checkbox" name="squash" value="1" ${checked(squashesOnMerge(project, mergeRequest))}> Squash commits</label>
<label><input type="checkbox" name="remove_source_branch" value="1" ${checked(mergeRequest.forceRemoveSourceBranch)}> Delete source branch</label>`
      : html`<span class="soft">${mergeRequest.state === 'closed' ? 'Closed.' : may ? (reasons[status] ?? 'Merge blocked.') : 'Ready to merge by members who can write to the target branch.'}</span>`;
  return html`<section class="card"><form class="row" method="post" action="${target}">${merge}${toggle}</form></section>`;
}

function targetOf(context: SandboxContext, project: Project, mergeRequest: MergeRequest): string {
  return `/${fullPathOf(context.state, project)}/-/merge_requests/${mergeRequest.iid}`;
}

function draftButton(mergeRequest: MergeRequest): Html {
  return isDraft(mergeRequest)
    ? html`<button name="action" value="ready">Mark as ready</button>`
    : html`<button name="action" value="draft">Mark as draft</button>`;
}

function badge(mergeRequest: MergeRequest): Html {
  return html`<span class="badge ${mergeRequest.state}">${stateNames[mergeRequest.state]}</span>`;
}

function diffLines(diff: string): Html {
  const classOf = (line: string): string => ({ '+': 'add', '-': 'del', '@': 'hunk' })[line.charAt(0)] ?? '';
  const lines = diff.replace(/\n$/, '').split('\n').slice(0, 2000);
  return html`<pre>${lines.map((line) => html`<span class="${classOf(line)}">${line}</span>`)}</pre>`;
}
