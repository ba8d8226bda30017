import type { CommitId } from '@amplication/git';
import { copyCommits } from '../projects/copy-commits.ts';
import { findBranch } from '../projects/project-git.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { MergeRequest, Project } from '../state/sandbox-state.ts';

type SourceContext = Pick<SandboxContext, 'state' | 'dataDir'>;

/** The project that holds the source branch: the project itself or a fork; undefined when the fork is gone. */
export function findSourceProject(
  context: Pick<SandboxContext, 'state'>,
  mergeRequest: Pick<MergeRequest, 'sourceProjectId'>,
): Project | undefined {
  return context.state.projects.find(({ id }) => id === mergeRequest.sourceProjectId);
}

/** The tip of the source branch; the commits of a fork are in the project's repository when this resolves. */
export async function findSourceTip(
  context: SourceContext,
  project: Project,
  source: Pick<MergeRequest, 'sourceProjectId' | 'sourceBranch'>,
): Promise<CommitId | undefined> {
  const from = findSourceProject(context, source);
  if (from === undefined) return undefined;
  const tip = await findBranch(context, from, source.sourceBranch);
  if (tip !== undefined && from.id !== project.id) await copyCommits(context, from, project, tip);
  return tip;
}
