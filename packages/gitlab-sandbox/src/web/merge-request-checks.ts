import { mergeTrees, toCommitId } from '@amplication/git';
import { developer, fullPathOf, projectLevelOf } from '../access.ts';
import { approvalsRequiredOf, hasApproved } from '../merge-requests/approvals.ts';
import { listPipelinesOf } from '../pipelines/find-head-pipeline.ts';
import { findBranch } from '../projects/project-git.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { html, type Html } from './html.ts';

/** Who approved a merge request, with a button for who may; how its pipelines went; where its branches conflict. */
export async function checkCards(
  context: SandboxContext,
  project: Project,
  user: User | undefined,
  mergeRequest: MergeRequest,
  target: string,
): Promise<Html> {
  const conflicts = await listConflicts(context, project, mergeRequest);
  return html`${approvalCard(context, project, user, mergeRequest, target)}${pipelineCard(context, project, mergeRequest)}${conflictCard(conflicts)}`;
}

function approvalCard(
  context: SandboxContext,
  project: Project,
  user: User | undefined,
  mergeRequest: MergeRequest,
  target: string,
): Html {
  const required = approvalsRequiredOf(project, mergeRequest);
  const names = mergeRequest.approvals.flatMap(
    ({ userId }) => context.state.users.find(({ id }) => id === userId)?.name ?? [],
  );
  const told = names.length === 0 ? 'Nobody has approved yet' : `Approved by ${names.join(', ')}`;
  const needed = required === 0 ? 'approval is optional' : `${required} needed`;
  const may =
    user !== undefined && mergeRequest.state === 'opened' && projectLevelOf(context.state, user, project) >= developer;
  const verb = user !== undefined && hasApproved(mergeRequest, user) ? 'unapprove' : 'approve';
  const button = may
    ? html`<button name="action" value="${verb}">${verb === 'approve' ? 'Approve' : 'Revoke approval'}</button>`
    : '';
  return html`<section class="card"><form class="row" method="post" action="${target}"><span>${told} <span class="soft">(${needed})</span></span>${button}</form></section>`;
}

function pipelineCard(context: SandboxContext, project: Project, mergeRequest: MergeRequest): Html {
  const pipelines = listPipelinesOf(context.state, mergeRequest).slice(0, 10);
  if (pipelines.length === 0) return html``;
  const rows = pipelines.map(({ id, status, sha, source }) => {
    const kind = status === 'success' ? 'opened' : status === 'failed' || status === 'canceled' ? 'closed' : 'merged';
    const jobs = context.state.commitStatuses.filter((one) => one.pipelineId === id);
    return html`<li><span class="badge ${kind}">${status}</span> Pipeline ${id} <code class="soft">${sha.slice(0, 8)}</code>
<span class="soft">${jobs.length === 0 ? source : jobs.map((one) => `${one.name}: ${one.status}`).join(', ')}</span></li>`;
  });
  const needed = project.onlyAllowMergeIfPipelineSucceeds
    ? html`<p class="soft">The newest one must succeed before merging.</p>`
    : '';
  return html`<h2>Pipelines</h2><section class="card">${needed}<ul class="plain">${rows}</ul></section>`;
}

function conflictCard(paths: readonly string[]): Html {
  if (paths.length === 0) return html``;
  return html`<h2>Conflicts</h2><section class="card"><ul class="plain">${paths.map((path) => html`<li><code>${path}</code></li>`)}</ul></section>`;
}

async function listConflicts(
  context: SandboxContext,
  project: Project,
  mergeRequest: MergeRequest,
): Promise<readonly string[]> {
  const { headSha } = mergeRequest.diff;
  const ours = await findBranch(context, project, mergeRequest.targetBranch);
  const isConflicted = mergeRequest.state === 'opened' && mergeRequest.mergeStatus === 'cannot_be_merged';
  if (!isConflicted || headSha === null || ours === undefined || mergeRequest.diff.commits === 0) return [];
  const merged = await mergeTrees({ gitDir: gitDirOf(context, project), ours, theirs: toCommitId(headSha) });
  return merged.kind === 'clean' ? [] : merged.conflicts.map(({ path }) => path);
}

/** Where the pages of a merge request lead. */
export function mergeRequestPath(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  mergeRequest: MergeRequest,
): string {
  return `/${fullPathOf(context.state, project)}/-/merge_requests/${mergeRequest.iid}`;
}
