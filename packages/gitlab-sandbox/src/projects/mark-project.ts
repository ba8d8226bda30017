import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';

const suffixOf = (project: Project): string => `-deletion_scheduled-${project.id}`;

/** Marks a project for deletion and frees its name and path, as GitLab 18 does. */
export function markProject(context: Pick<SandboxContext, 'now'>, project: Project): void {
  project.markedForDeletionOn = timestamp(context).slice(0, 10);
  project.name += suffixOf(project);
  project.path += suffixOf(project);
}

/** Takes the mark back, with the name and path from before. */
export function unmarkProject(project: Project): void {
  project.markedForDeletionOn = null;
  project.name = project.name.replace(suffixOf(project), '');
  project.path = project.path.replace(suffixOf(project), '');
}
