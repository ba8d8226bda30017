import { runGit } from '@amplication/git';
import { reporter, projectLevelOf } from '../access.ts';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';

const sizes = [
  'storage_size',
  'repository_size',
  'wiki_size',
  'lfs_objects_size',
  'job_artifacts_size',
  'pipeline_artifacts_size',
  'packages_size',
  'snippets_size',
  'uploads_size',
  'container_registry_size',
];

/** The sizes that `statistics=true` shows of projects and groups; nothing is measured here. */
export function emptySizes(): Record<string, number> {
  return Object.fromEntries(sizes.map((name) => [name, 0]));
}

/** `{statistics}` for who may see it, or nothing. */
export async function readStatistics(context: SandboxContext, project: Project, user: User): Promise<object> {
  if (projectLevelOf(context.state, user, project) < reporter) return {};
  return { statistics: { commit_count: await countCommits(context, project), ...emptySizes() } };
}

async function countCommits(context: SandboxContext, project: Project): Promise<number> {
  if (project.defaultBranch === null || project.isTemplate) return project.isTemplate ? 1 : 0;
  const args = ['rev-list', '--count', `refs/heads/${project.defaultBranch}`];
  const { exitCode, stdout } = await runGit(args, { gitDir: gitDirOf(context, project), okExitCodes: [0, 128] });
  return exitCode === 0 ? Number(stdout.toString('latin1')) : 0;
}
