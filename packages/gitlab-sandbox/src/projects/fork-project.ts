import { cp } from 'node:fs/promises';
import { runGit } from '@amplication/git';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { messageError } from '../rest/api-error.ts';
import { createProject } from './create-project.ts';
import { setDefaultBranch } from './set-default-branch.ts';

/** Copies a project with its branches and tags into another namespace; throws GitLab's answers. */
export async function forkProject(
  context: SandboxContext,
  user: User,
  project: Project,
  input: { readonly namespaceId: number; readonly name: string | undefined; readonly path: string | undefined },
): Promise<Project> {
  if (input.namespaceId === project.namespaceId && input.path === undefined) {
    const taken = ['has already been taken'];
    throw messageError(409, { 'project_namespace.name': taken, name: taken, path: taken });
  }
  const fork = await createProject(context, user, {
    name: input.name ?? project.name,
    path: input.path ?? project.path,
    namespaceId: input.namespaceId,
    description: project.description,
    visibility: project.visibility,
    forkedFromId: project.id,
    topics: project.topics,
  });
  const gitDir = gitDirOf(context, fork);
  await cp(gitDirOf(context, project), gitDir, { recursive: true, force: true });
  await dropMergeRequestRefs(gitDir);
  if (project.defaultBranch !== null) setDefaultBranch(context, fork, project.defaultBranch);
  return fork;
}

async function dropMergeRequestRefs(gitDir: string): Promise<void> {
  const { stdout } = await runGit(['for-each-ref', '--format=delete %(refname)', 'refs/merge-requests'], { gitDir });
  if (stdout.length > 0) await runGit(['update-ref', '--stdin'], { gitDir, input: stdout });
}
