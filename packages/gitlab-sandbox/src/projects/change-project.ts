import { setHead } from '@amplication/git';
import { messageError } from '../rest/api-error.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';
import { checkProjectNames, rememberPaths } from './check-project-names.ts';
import type { ProjectInput } from './create-project.ts';
import { findBranch } from './project-git.ts';

/** Changes what is given of a project; throws GitLab's answers. A new path leaves a redirect behind. */
export async function changeProject(
  context: SandboxContext,
  project: Project,
  input: Omit<ProjectInput, 'namespaceId'>,
): Promise<void> {
  const { name = project.name, path = project.path, visibility = project.visibility } = input;
  checkProjectNames(context, { id: project.id, name, path, visibility, namespaceId: project.namespaceId });
  if (input.defaultBranch !== undefined) await changeDefaultBranch(context, project, input.defaultBranch);
  const redirect = rememberPaths(context, [project.id]);
  Object.assign(project, { name, path, visibility });
  redirect();
  changeSettings(project, input);
  project.updatedAt = timestamp(context);
}

const settings = [
  'description',
  'mergeMethod',
  'squashOption',
  'removeSourceBranchAfterMerge',
  'onlyAllowMergeIfAllDiscussionsAreResolved',
  'onlyAllowMergeIfPipelineSucceeds',
  'allowMergeOnSkippedPipeline',
  'approvalsRequired',
  'mergeRequestsEnabled',
  'issuesEnabled',
  'topics',
] as const;

function changeSettings(project: Project, input: Omit<ProjectInput, 'namespaceId'>): void {
  const given = settings.filter((name) => input[name] !== undefined);
  Object.assign(project, Object.fromEntries(given.map((name) => [name, input[name]])));
}

async function changeDefaultBranch(context: SandboxContext, project: Project, branch: string): Promise<void> {
  if (branch === project.defaultBranch) return;
  if ((await findBranch(context, project, branch)) === undefined) {
    throw messageError(400, { base: [`Could not change HEAD: branch '${branch}' does not exist`] });
  }
  project.defaultBranch = branch;
  await setHead({ gitDir: gitDirOf(context, project), branch });
}
