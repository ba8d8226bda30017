import { canMerge, fullPathOf } from '../access.ts';
import { detailedMergeStatus, isDraft, squashesOnMerge } from '../merge-requests/mergeability.ts';
import { commitsOf, diffsOf } from '../rest/merge-request-detail-routes.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { finishCheck, mayChangeMergeRequest } from './act-on-merge-request.ts';
import { discussionCards } from './discussion-cards.ts';
import { html, type Html } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { checkCards, mergeRequestPath } from './merge-request-checks.ts';
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
  const target = mergeRequestPath(context, project, mergeRequest);
  const mayResolve = user !== undefined && mayChangeMergeRequest(context, project, user, mergeRequest);
  const checks = await checkCards(context, project, user, mergeRequest, target);
  return {
    title: `${mergeRequest.title} (!${mergeRequest.iid})`,
    user,
    body: html`${projectHeader(context, project)}
<h1>${mergeRequest.title}</h1>
<p>${badge(mergeRequest)} <span class="soft">!${mergeRequest.iid} · ${author?.name} wants to merge <code>${mergeRequest.sourceBranch}</code> into <code>${mergeRequest.targetBranch}</code></span></p>
${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
${mergeRequest.description === null ? '' : html`<section class="card">${renderMarkdown(mergeRequest.description)}</section>`}
${actions(context, project, user, mergeRequest)}
${checks}
${discussionCards(context, mergeRequest, { target, mayResolve })}
<h2>${commits.length} ${commits.length === 1 ? 'commit' : 'commits'}</h2>
<section class="card"><ul class="plain">${commits.map((one) => html`<li>${one.message.split('\n', 1)[0]} <code class="soft">${one.id.slice(0, 8)}</code></li>`)}</ul></section>
<h2>${diffs.length} changed ${diffs.length === 1 ? 'file' : 'files'}</h2>
${diffs.slice(0, 300).map((diff) => html`<section class="card"><p><strong>${diff.new_path}</strong> <span class="soft">${diff.new_file ? 'added' : diff.deleted_file ? 'deleted' : ''}</span></p>${diffLines(diff.diff)}</section>`)}`,
  };
}

const reasons: Readonly<Record<string, string>> = {
  conflict: 'Merge blocked: there are conflicts between the branches.',
  draft_status: 'Merge blocked: the merge request is a draft.',
  discussions_not_resolved: 'Merge blocked: all threads must be resolved.',
  commits_status: 'Merge blocked: the source branch has no commits to merge.',
  need_rebase: 'Merge blocked: the source branch must be rebased onto the target branch.',
  not_approved: 'Merge blocked: more approvals are needed.',
  ci_must_pass: 'Merge blocked: the pipeline must succeed.',
  ci_still_running: 'Merge blocked: the pipeline is still running.',
};

function actions(context: SandboxContext, project: Project, user: User | undefined, mergeRequest: MergeRequest): Html {
  if (user === undefined || mergeRequest.state === 'merged') return html``;
  const target = mergeRequestPath(context, project, mergeRequest);
  const toggle = !mayChangeMergeRequest(context, project, user, mergeRequest)
    ? ''
    : mergeRequest.state === 'opened'
      ? html`${draftButton(mergeRequest)}<button name="action" value="close">Close merge request</button>`
      : html`<button name="action" value="reopen">Reopen merge request</button>`;
  const status = detailedMergeStatus(context, project, mergeRequest);
  const may = canMerge(context.state, user, project, mergeRequest);
  const merge =
    status === 'mergeable' && may
      ? html`<button class="main" name="action" value="merge">Merge</button>${mergeOptions(project, mergeRequest)}`
      : html`<span class="soft">${mergeRequest.state === 'closed' ? 'Closed.' : may ? (reasons[status] ?? 'Merge blocked.') : 'Ready to merge by members who can write to the target branch.'}</span>`;
  const waiting = may ? waitingButtons(project, mergeRequest, status) : '';
  return html`<section class="card"><form class="row" method="post" action="${target}">${merge}${waiting}${toggle}</form></section>`;
}

const methodNames = {
  merge: 'with a merge commit',
  rebase_merge: 'with a merge commit, when it is rebased',
  ff: 'by moving the target branch forward',
} as const;

function mergeOptions(project: Project, mergeRequest: MergeRequest): Html {
  const checked = (on: boolean): Html => (on ? html`checked` : html``);
  return html`<label><input type="checkbox" name="squash" value="1" ${checked(squashesOnMerge(project, mergeRequest))}> Squash commits</label>
<label><input type="checkbox" name="remove_source_branch" value="1" ${checked(mergeRequest.forceRemoveSourceBranch)}> Delete source branch</label>
<span class="soft">Merges ${methodNames[project.mergeMethod]}.</span>`;
}

function waitingButtons(project: Project, mergeRequest: MergeRequest, status: string): Html {
  if (mergeRequest.autoMerge !== null) {
    return html`<span>It is merged by itself once all checks succeed.</span><button name="action" value="cancel-auto-merge">Do not merge by itself</button>`;
  }
  if (status === 'need_rebase') return html`<button class="main" name="action" value="rebase">Rebase</button>`;
  if (status !== 'ci_still_running' && status !== 'not_approved') return html``;
  return html`<button class="main" name="action" value="auto-merge">Merge when checks succeed</button>${mergeOptions(project, mergeRequest)}`;
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
