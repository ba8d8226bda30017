import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { gitDirOf, type SandboxContext } from '../sandbox-context.ts';
import type { Project } from '../state/sandbox-state.ts';

/** The repository that projects of a large seed share until somebody looks at one of them. */
export function templateDirOf(context: Pick<SandboxContext, 'dataDir'>): string {
  return join(context.dataDir, 'template.git');
}

/** Gives a project that still shares the template a repository of its own. */
export function ensureRepository(context: Pick<SandboxContext, 'dataDir'>, project: Project): void {
  if (!project.isTemplate) return;
  const gitDir = gitDirOf(context, project);
  if (!existsSync(gitDir)) cpSync(templateDirOf(context), gitDir, { recursive: true });
  project.isTemplate = false;
}
