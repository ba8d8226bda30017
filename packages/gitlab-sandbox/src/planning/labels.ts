import { ancestorsOf } from '../access.ts';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { Label } from '../state/planning-state.ts';
import { nextId, type Project } from '../state/sandbox-state.ts';

const defaultColor = '#428BCA';

/** The labels that a project can use: its own and those of the groups around it, by name. */
export function listProjectLabels(context: Pick<SandboxContext, 'state'>, project: Project): readonly Label[] {
  const groups = ancestorsOf(context.state, project.namespaceId).map(({ id }) => id);
  const found = context.state.labels.filter(
    (one) => one.projectId === project.id || (one.groupId !== null && groups.includes(one.groupId)),
  );
  return [...found].sort((a, b) => a.name.localeCompare(b.name));
}

/** Makes those of the names that the project cannot use yet its own labels, as GitLab does when they are given. */
export function ensureLabels(
  context: Pick<SandboxContext, 'state' | 'now'>,
  project: Project,
  names: readonly string[],
): void {
  const known = new Set(listProjectLabels(context, project).map(({ name }) => name));
  for (const name of names) {
    if (!known.has(name)) addLabel(context, { projectId: project.id, groupId: null, name });
  }
}

/** Adds a label. */
export function addLabel(
  context: Pick<SandboxContext, 'state' | 'now'>,
  input: Pick<Label, 'projectId' | 'groupId' | 'name'> & Partial<Pick<Label, 'color' | 'description' | 'priority'>>,
): Label {
  const label: Label = {
    color: defaultColor,
    description: null,
    priority: null,
    ...input,
    id: nextId(context.state, 'label'),
    createdAt: timestamp(context),
  };
  context.state.labels.push(label);
  return label;
}
