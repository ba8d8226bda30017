import type { FastifyInstance } from 'fastify';
import { developer, maintainer } from '../access.ts';
import { approvalsRequiredOf, approve, hasApproved, isApproved, unapprove } from '../merge-requests/approvals.ts';
import { mergeWhenReady } from '../merge-requests/auto-merge.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';
import { forbidden, messageError, notFound, unauthorized } from './api-error.ts';
import { getMergeRequest } from './find-merge-request.ts';
import { getCaller, getProject } from './find-project.ts';
import { Params } from './params.ts';
import { presentUserById } from './present-user.ts';

const path = '/projects/:id/merge_requests/:merge_request_iid';

/** Who approved a merge request, and how many must. */
export function registerApprovalRoutes(app: FastifyInstance, context: SandboxContext): void {
  app.get(`${path}/approvals`, async (request) => {
    const { project, user, mergeRequest, level } = getMergeRequest(context, request);
    return presentApprovals(context, project, user, mergeRequest, level >= developer);
  });

  app.get(`${path}/approval_state`, async (request) => {
    const { project, mergeRequest } = getMergeRequest(context, request);
    const approvers = mergeRequest.approvals.flatMap(({ userId }) => presentUserById(context, userId) ?? []);
    const rule = {
      id: mergeRequest.id,
      name: 'All Members',
      rule_type: 'any_approver',
      eligible_approvers: [],
      approvals_required: approvalsRequiredOf(project, mergeRequest),
      users: [],
      groups: [],
      contains_hidden_groups: false,
      approved_by: approvers,
      source_rule: null,
      approved: isApproved(project, mergeRequest),
      overridden: mergeRequest.approvalsRequired !== null,
    };
    return { approval_rules_overwritten: rule.overridden, rules: [rule] };
  });

  app.post(`${path}/approvals`, async (request, reply) => {
    const { project, user, mergeRequest, level } = getMergeRequest(context, request, { level: developer });
    if (level < maintainer && mergeRequest.authorId !== user.id) throw forbidden();
    const params = new Params(request);
    const required = params.requiredInteger('approvals_required');
    params.check();
    mergeRequest.approvalsRequired = Math.max(0, required);
    mergeWhenReady(context, project);
    return reply.code(201).send(presentApprovals(context, project, user, mergeRequest, true));
  });

  app.post(`${path}/approve`, async (request, reply) => {
    getCaller(context, request);
    const { project, user, mergeRequest, level } = getMergeRequest(context, request);
    const sha = new Params(request).string('sha');
    const head = mergeRequest.diff.headSha;
    if (level < developer || mergeRequest.state === 'merged') throw unauthorized();
    if (sha !== undefined && sha !== head) throw messageError(409, `SHA does not match HEAD of source branch: ${head}`);
    if (hasApproved(mergeRequest, user)) throw unauthorized();
    approve(context, project, user, mergeRequest);
    mergeWhenReady(context, project);
    return reply.code(201).send(presentApprovals(context, project, user, mergeRequest, true));
  });

  app.post(`${path}/unapprove`, async (request, reply) => {
    getCaller(context, request);
    const { project, user, mergeRequest } = getMergeRequest(context, request);
    if (!hasApproved(mergeRequest, user)) throw notFound();
    unapprove(context, project, user, mergeRequest);
    return reply.code(201).send(presentApprovals(context, project, user, mergeRequest, true));
  });

  app.put(`${path}/reset_approvals`, async (request, reply) => {
    const { user, mergeRequest } = getMergeRequest(context, request, { level: developer });
    if (!user.isBot) throw unauthorized();
    mergeRequest.approvals = [];
    return reply.code(202).send();
  });

  app.get('/projects/:id/approvals', async (request) => presentSettings(getProject(context, request).project));

  app.post('/projects/:id/approvals', async (request, reply) => {
    const { project } = getProject(context, request, { level: maintainer });
    const params = new Params(request);
    const required = params.integer('approvals_before_merge');
    params.check();
    project.approvalsRequired = Math.max(0, required ?? project.approvalsRequired);
    return reply.code(201).send(presentSettings(project));
  });
}

function presentSettings(project: Project): Record<string, unknown> {
  return {
    approvals_before_merge: project.approvalsRequired,
    reset_approvals_on_push: false,
    selective_code_owner_removals: false,
    disable_overriding_approvers_per_merge_request: false,
    merge_requests_author_approval: true,
    merge_requests_disable_committers_approval: false,
    require_password_to_approve: false,
    require_reauthentication_to_approve: false,
    approvers: [],
    approver_groups: [],
  };
}

function presentApprovals(
  context: SandboxContext,
  project: Project,
  user: User,
  mergeRequest: MergeRequest,
  mayApprove: boolean,
): Record<string, unknown> {
  const required = approvalsRequiredOf(project, mergeRequest);
  const mine = hasApproved(mergeRequest, user);
  return {
    id: mergeRequest.id,
    iid: mergeRequest.iid,
    project_id: project.id,
    title: mergeRequest.title,
    description: mergeRequest.description,
    state: mergeRequest.state,
    created_at: mergeRequest.createdAt,
    updated_at: mergeRequest.updatedAt,
    merge_status: mergeRequest.mergeStatus === 'preparing' ? 'checking' : mergeRequest.mergeStatus,
    approved: required > 0 ? isApproved(project, mergeRequest) : mergeRequest.approvals.length > 0,
    approvals_required: required,
    approvals_left: Math.max(0, required - mergeRequest.approvals.length),
    require_password_to_approve: false,
    approved_by: mergeRequest.approvals.map(({ userId, approvedAt }) => ({
      user: presentUserById(context, userId),
      approved_at: approvedAt,
    })),
    suggested_approvers: [],
    approvers: [],
    approver_groups: [],
    user_has_approved: mine,
    user_can_approve: mayApprove && !mine && mergeRequest.state !== 'merged',
    approval_rules_left: [],
    has_approval_rules: required > 0,
    merge_request_approvers_available: false,
    multiple_approval_rules_available: false,
  };
}
