import { fullPathOf } from '../access.ts';
import { findBranch } from '../projects/project-git.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';
import type { PushRequest } from './receive-pack.ts';

/** What the pusher reads after the push: where its merge request is, or could be opened. */
export async function messageAfter(context: SandboxContext, project: Project, asked: PushRequest): Promise<string> {
  const pages = `${context.url()}/${fullPathOf(context.state, project)}/-/merge_requests`;
  const opens = await willOpen(context, project, asked.pushOptions);
  let nextIid = project.nextIid;
  const lines = asked.commands.flatMap(({ ref, newId }) => {
    if (!ref.startsWith('refs/heads/') || /^0+$/.test(newId)) return [];
    const branch = ref.slice('refs/heads/'.length);
    const open = context.state.mergeRequests.find(
      (one) => one.projectId === project.id && one.state === 'opened' && one.sourceBranch === branch,
    );
    const iid = open?.iid ?? (opens(branch) ? nextIid++ : undefined);
    if (iid !== undefined) return ['', `View merge request for ${branch}:`, `  ${pages}/${iid}`, ''];
    if (branch === project.defaultBranch || project.defaultBranch === null) return [];
    const query = `merge_request%5Bsource_branch%5D=${encodeURIComponent(branch)}`;
    return ['', `To create a merge request for ${branch}, visit:`, `  ${pages}/new?${query}`, ''];
  });
  return lines.join('\n');
}

// The options are carried out after git has printed this.
async function willOpen(
  context: SandboxContext,
  project: Project,
  pushOptions: readonly string[],
): Promise<(branch: string) => boolean> {
  const given = pushOptions.find((option) => option.startsWith('merge_request.target='));
  const target = given?.slice('merge_request.target='.length) ?? project.defaultBranch ?? '';
  const isElsewhere = pushOptions.some((option) => option.startsWith('merge_request.target_project='));
  const isAsked = pushOptions.includes('merge_request.create') && !isElsewhere;
  const isPossible = isAsked && (await findBranch(context, project, target)) !== undefined;
  return (branch) => isPossible && branch !== target;
}
