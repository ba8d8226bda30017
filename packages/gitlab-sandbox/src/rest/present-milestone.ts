import { projectUrlOf } from '../access.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Milestone } from '../state/planning-state.ts';

type MilestoneContext = Pick<SandboxContext, 'state' | 'url' | 'now'>;

/** A milestone, of a project or of a group. */
export function presentMilestone(context: MilestoneContext, milestone: Milestone): Record<string, unknown> {
  const today = context.now().toISOString().slice(0, 10);
  return {
    id: milestone.id,
    iid: milestone.iid,
    ...(milestone.projectId === null ? { group_id: milestone.groupId } : { project_id: milestone.projectId }),
    title: milestone.title,
    description: milestone.description,
    state: milestone.state,
    created_at: milestone.createdAt,
    updated_at: milestone.updatedAt,
    due_date: milestone.dueDate,
    start_date: milestone.startDate,
    expired: milestone.dueDate !== null && milestone.dueDate < today,
    web_url: `${pageOf(context, milestone)}/-/milestones/${milestone.iid}`,
  };
}

function pageOf(context: MilestoneContext, milestone: Milestone): string {
  const project = context.state.projects.find(({ id }) => id === milestone.projectId);
  if (project !== undefined) return projectUrlOf(context, project);
  return `${context.url()}/groups/${context.state.groups.find(({ id }) => id === milestone.groupId)?.fullPath}`;
}
