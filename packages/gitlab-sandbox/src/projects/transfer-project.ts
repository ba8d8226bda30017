import { canCreateIn, type Namespace } from '../access.ts';
import { messageError } from '../rest/api-error.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Project, User } from '../state/sandbox-state.ts';
import { rememberPaths } from './check-project-names.ts';

/** Moves a project to another namespace and leaves a redirect behind; throws GitLab's answers. */
export function transferProject(
  context: Pick<SandboxContext, 'state' | 'now'>,
  user: User,
  project: Project,
  target: Namespace,
): void {
  if (!canCreateIn(context.state, user, target.id))
    throw messageError(400, 'Transfer failed, please contact an admin.');
  if (target.id === project.namespaceId) throw messageError(400, 'Project is already in this namespace.');
  const isTaken = context.state.projects.some(
    (one) => one.namespaceId === target.id && (one.path === project.path || one.name === project.name),
  );
  if (isTaken) throw messageError(400, 'Project with same name or path in target namespace already exists');
  const redirect = rememberPaths(context, [project.id]);
  project.namespaceId = target.id;
  project.updatedAt = timestamp(context);
  redirect();
}
