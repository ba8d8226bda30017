import { canSee, findProjectByPath } from '../access.ts';
import { createMergeRequest } from '../merge-requests/create-merge-request.ts';
import { mergeMergeRequest } from '../merge-requests/merge-merge-request.ts';
import { checkMergeability, withDraft } from '../merge-requests/mergeability.ts';
import { updateMergeRequest } from '../merge-requests/update-merge-request.ts';
import { ensureRepository } from '../projects/ensure-repository.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project, User } from '../state/sandbox-state.ts';

/** Opens or changes the merge request of a pushed branch as the push options ask; what cannot be done is only logged. */
export async function applyPushOptions(
  context: SandboxContext,
  project: Project,
  user: User,
  branch: string,
  pushOptions: readonly string[],
): Promise<void> {
  const options = new Map(
    pushOptions
      .filter((option) => option.startsWith('merge_request.'))
      .map((option): [string, string] => {
        const [name = '', ...value] = option.slice('merge_request.'.length).split('=');
        return [name, value.join('=').replaceAll('\\n', '\n')];
      }),
  );
  if (options.size === 0) return;
  const into = findTarget(context, project, user, options.get('target_project'));
  if (into === undefined) return context.log(`sandbox: push options of ${branch}: no such target project`);
  const target = options.get('target') ?? into.defaultBranch ?? 'main';
  const open = findOpen(context, project, into, branch);
  const draft = options.has('draft');
  const given = options.get('title') ?? (draft ? (open?.title ?? branch) : undefined);
  const title = given === undefined || !draft ? given : withDraft(given, true);
  const description = options.get('description');
  const removeSourceBranch = options.has('remove_source_branch') ? true : undefined;
  const squash = options.has('squash') ? true : undefined;
  const all = (name: string): readonly string[] =>
    pushOptions.flatMap((option) =>
      option.startsWith(`merge_request.${name}=`) ? [option.slice(`merge_request.${name}=`.length)] : [],
    );
  const labels = all('label');
  const usersOf = (names: readonly string[]): readonly number[] =>
    context.state.users
      .filter((one) => names.includes(one.username) || names.includes(String(one.id)))
      .map(({ id }) => id);
  const milestone = context.state.milestones.find(
    (one) => one.projectId === into.id && one.title === options.get('milestone'),
  );
  const milestoneId = milestone?.id;
  const unassigned = usersOf(all('unassign'));
  const assigneeIds = [...new Set([...(open?.assigneeIds ?? []), ...usersOf(all('assign'))])].filter(
    (id) => !unassigned.includes(id),
  );
  try {
    if (open !== undefined) {
      await updateMergeRequest(context, into, user, open, {
        title,
        description,
        removeSourceBranch,
        addLabels: labels,
        removeLabels: all('unlabel'),
        assigneeIds,
        squash,
        targetBranch: options.get('target'),
        milestoneId,
      });
    } else if (options.has('create')) {
      const input = {
        title: title ?? branch,
        description,
        sourceProject: project,
        sourceBranch: branch,
        targetBranch: target,
        labels,
        assigneeIds,
        squash,
        removeSourceBranch,
        milestoneId,
      };
      await createMergeRequest(context, into, user, input);
    }
    if (options.has('auto_merge') || options.has('merge_when_pipeline_succeeds')) {
      const armed = findOpen(context, project, into, branch);
      if (armed !== undefined) await armAutoMerge(context, into, user, armed);
    }
  } catch (error) {
    context.log(`sandbox: push options of ${branch}: ${String(error)}`);
  }
}

// The project itself, or the one that `target_project` names by id or path.
function findTarget(
  context: SandboxContext,
  project: Project,
  user: User,
  wanted: string | undefined,
): Project | undefined {
  if (wanted === undefined) return project;
  const { state } = context;
  const found = /^\d+$/.test(wanted)
    ? state.projects.find(({ id }) => id === Number(wanted))
    : findProjectByPath(state, wanted);
  if (found === undefined || !canSee(state, user, found)) return undefined;
  ensureRepository(context, found);
  return found;
}

function findOpen(
  context: Pick<SandboxContext, 'state'>,
  source: Project,
  target: Project,
  branch: string,
): MergeRequest | undefined {
  return context.state.mergeRequests.find(
    (one) =>
      one.projectId === target.id &&
      one.sourceProjectId === source.id &&
      one.state === 'opened' &&
      one.sourceBranch === branch,
  );
}

// Merged at once when nothing is left to wait for.
async function armAutoMerge(context: SandboxContext, project: Project, user: User, open: MergeRequest): Promise<void> {
  await checkMergeability(context, project, open);
  await mergeMergeRequest(context, project, user, open, { autoMerge: true });
}
