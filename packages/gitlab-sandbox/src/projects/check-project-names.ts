import { fullPathOf } from '../access.ts';
import { messageError } from '../rest/api-error.ts';
import type { SandboxContext } from '../sandbox-context.ts';
import type { Visibility } from '../state/sandbox-state.ts';

export interface ProjectNames {
  /** The project itself, when it exists. */
  readonly id?: number;
  readonly name: string;
  readonly path: string;
  readonly namespaceId: number;
  readonly visibility: Visibility;
}

const rank = { private: 0, internal: 1, public: 2 } as const;
const taken = ['has already been taken'];

/** Throws GitLab's answers for a name or path that is bad or taken, and for what would be more visible than its group. */
export function checkProjectNames(context: Pick<SandboxContext, 'state'>, names: ProjectNames): void {
  const { state } = context;
  const faults = { ...nameFaults(names), ...visibilityFaults(context, names) };
  if (Object.keys(faults).length > 0) throw messageError(400, faults);
  const isTaken = state.projects.some(
    (one) =>
      one.namespaceId === names.namespaceId &&
      one.id !== names.id &&
      (one.path.toLowerCase() === names.path.toLowerCase() || one.name === names.name),
  );
  const isGroup = state.groups.some(
    (one) => one.parentId === names.namespaceId && one.path.toLowerCase() === names.path.toLowerCase(),
  );
  if (isTaken || isGroup) throw messageError(400, { 'project_namespace.name': taken, name: taken, path: taken });
}

function nameFaults(names: ProjectNames): Record<string, readonly string[]> {
  const isName = /^[\p{L}\p{Nd}\p{Extended_Pictographic}_][\p{L}\p{Nd}\p{Pd}\p{Extended_Pictographic}_. +-]*$/u;
  const isPath = /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/.test(names.path) && !/(\.git|\.atom|\.)$|^\./.test(names.path);
  return {
    ...(isName.test(names.name)
      ? {}
      : {
          name: [
            "can contain only letters, digits, emoji, '_', '.', '+', dashes, or spaces. It must start with a letter, digit, emoji, or '_'.",
          ],
        }),
    ...(isPath
      ? {}
      : {
          path: [
            "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-', end in '.git' or end in '.atom'",
          ],
        }),
  };
}

function visibilityFaults(
  context: Pick<SandboxContext, 'state'>,
  names: ProjectNames,
): Record<string, readonly string[]> {
  const group = context.state.groups.find((one) => one.id === names.namespaceId);
  if (group === undefined || rank[names.visibility] <= rank[group.visibility]) return {};
  return { visibility_level: [`${names.visibility} is not allowed in a ${group.visibility} group.`] };
}

/** Remembers where projects are, so that their old addresses lead to them once they have moved. */
export function rememberPaths(context: Pick<SandboxContext, 'state'>, projectIds: readonly number[]): () => void {
  const { state } = context;
  const before = state.projects
    .filter(({ id }) => projectIds.includes(id))
    .map((project) => ({ project, path: fullPathOf(state, project) }));
  return () => {
    for (const { project, path } of before) {
      if (fullPathOf(state, project) !== path) state.redirects.push({ path, projectId: project.id });
    }
  };
}
