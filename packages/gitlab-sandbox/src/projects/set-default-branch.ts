import type { SandboxContext } from '../sandbox-context.ts';
import { nextId, type Project, type ProtectedBranch } from '../state/sandbox-state.ts';

/** Makes the branch the default one and protects it: maintainers push and merge, nobody forces. */
export function setDefaultBranch(context: Pick<SandboxContext, 'state'>, project: Project, branch: string): void {
  project.defaultBranch = branch;
  if (project.protectedBranches.some(({ name }) => name === branch)) return;
  protectBranch(context, project, { name: branch, pushAccessLevel: 40, mergeAccessLevel: 40, allowForcePush: false });
}

/** Adds a rule that protects a branch, or (with `*`) several. */
export function protectBranch(
  context: Pick<SandboxContext, 'state'>,
  project: Project,
  rule: Omit<ProtectedBranch, 'id'>,
): ProtectedBranch {
  const made = { id: nextId(context.state, 'protectedBranch'), ...rule };
  project.protectedBranches.push(made);
  return made;
}
