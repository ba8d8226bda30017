import { createRef, importCommits, initBare } from '@amplication/git';
import { canCreateIn, findNamespace } from '../access.ts';
import { messageError, notFound } from '../rest/api-error.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type Project, type User, type Visibility } from '../state/sandbox-state.ts';

export interface ProjectInput {
  readonly name: string | undefined;
  readonly path: string | undefined;
  readonly namespaceId: number | undefined;
  readonly description?: string | null | undefined;
  readonly visibility?: Visibility | undefined;
  readonly initializeWithReadme?: boolean | undefined;
  readonly defaultBranch?: string | undefined;
  readonly mergeMethod?: Project['mergeMethod'] | undefined;
  readonly squashOption?: Project['squashOption'] | undefined;
  readonly removeSourceBranchAfterMerge?: boolean | undefined;
  readonly onlyAllowMergeIfAllDiscussionsAreResolved?: boolean | undefined;
  readonly mergeRequestsEnabled?: boolean | undefined;
  readonly topics?: readonly string[] | undefined;
}

/** The configuration of every repository of the sandbox. */
export const repositoryConfig: readonly (readonly [string, string])[] = [
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['uploadpack.hideRefs', 'refs/keep-around'],
  ['http.receivepack', 'true'],
  ['receive.advertisePushOptions', 'true'],
  ['receive.denyDeleteCurrent', 'ignore'],
];

/** Creates a project with its repository; throws GitLab's answers for a name that is bad or taken. */
export async function createProject(context: SandboxContext, user: User, input: ProjectInput): Promise<Project> {
  const { state } = context;
  const path = input.path ?? toPath(input.name ?? '');
  const name = input.name ?? path;
  const namespaceId = input.namespaceId ?? user.namespaceId;
  if (findNamespace(state, namespaceId) === undefined) throw notFound('Namespace');
  if (!canCreateIn(state, user, namespaceId)) throw messageError(400, { namespace: ['is not valid'] });
  checkNames(context, { name, path, namespaceId, visibility: input.visibility ?? 'private' });
  const now = timestamp(context);
  const project: Project = {
    id: nextId(state, 'project'),
    namespaceId,
    creatorId: user.id,
    name,
    path,
    description: input.description ?? null,
    visibility: input.visibility ?? 'private',
    defaultBranch: null,
    archived: false,
    mergeRequestsEnabled: input.mergeRequestsEnabled ?? true,
    mergeMethod: input.mergeMethod ?? 'merge',
    squashOption: input.squashOption ?? 'default_off',
    removeSourceBranchAfterMerge: input.removeSourceBranchAfterMerge ?? true,
    onlyAllowMergeIfAllDiscussionsAreResolved: input.onlyAllowMergeIfAllDiscussionsAreResolved ?? false,
    topics: input.topics ?? [],
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    markedForDeletionOn: null,
    nextIid: 1,
    protectedBranches: [],
  };
  // In the list before the first await, so that no other request takes the same path.
  state.projects.push(project);
  const defaultBranch = input.defaultBranch ?? 'main';
  await initBare({ gitDir: gitDirOf(context, project), defaultBranch, config: repositoryConfig });
  if (input.initializeWithReadme === true) await addReadme(context, project, user, defaultBranch);
  return project;
}

/** Makes the branch the default one and protects it: maintainers push and merge, nobody forces. */
export function setDefaultBranch(project: Project, branch: string): void {
  project.defaultBranch = branch;
  if (project.protectedBranches.some(({ name }) => name === branch)) return;
  const id = project.id * 1000 + project.protectedBranches.length + 1;
  project.protectedBranches.push({
    id,
    name: branch,
    pushAccessLevel: 40,
    mergeAccessLevel: 40,
    allowForcePush: false,
  });
}

async function addReadme(context: SandboxContext, project: Project, user: User, branch: string): Promise<void> {
  const gitDir = gitDirOf(context, project);
  const person = { name: user.name, email: user.email, date: timestamp(context) };
  const text = `# ${project.name}\n${project.description === null ? '' : `\n${project.description}\n`}`;
  const [tip] = await importCommits({
    gitDir,
    commits: [
      {
        parents: [],
        changes: [{ kind: 'write', path: 'README.md', mode: '100644', content: Buffer.from(text) }],
        message: 'Initial commit',
        author: person,
        committer: person,
      },
    ],
  });
  if (tip === undefined) throw new Error('The first commit was not made.');
  await createRef({ gitDir, ref: `refs/heads/${branch}`, tip });
  setDefaultBranch(project, branch);
}

function toPath(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}

interface Names {
  readonly name: string;
  readonly path: string;
  readonly namespaceId: number;
  readonly visibility: Visibility;
}

const rank = { private: 0, internal: 1, public: 2 } as const;

function checkNames(context: SandboxContext, names: Names): void {
  const faults: Record<string, string[]> = {};
  if (
    !/^[\p{L}\p{Nd}\p{Extended_Pictographic}_][\p{L}\p{Nd}\p{Pd}\p{Extended_Pictographic}_. +-]*$/u.test(names.name)
  ) {
    faults['name'] = [
      "can contain only letters, digits, emoji, '_', '.', '+', dashes, or spaces. It must start with a letter, digit, emoji, or '_'.",
    ];
  }
  if (
    !/^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/.test(names.path) ||
    /(\.git|\.atom|\.)$/.test(names.path) ||
    names.path.startsWith('.')
  ) {
    faults['path'] = [
      "can contain only letters, digits, '_', '-' and '.'. Cannot start with '-', end in '.git' or end in '.atom'",
    ];
  }
  const group = context.state.groups.find((one) => one.id === names.namespaceId);
  if (group !== undefined && rank[names.visibility] > rank[group.visibility]) {
    faults['visibility_level'] = [`${names.visibility} is not allowed in a ${group.visibility} group.`];
  }
  if (Object.keys(faults).length > 0) throw messageError(400, faults);
  const siblings = context.state.projects.filter((one) => one.namespaceId === names.namespaceId);
  const isTaken = siblings.some(
    (one) => one.path.toLowerCase() === names.path.toLowerCase() || one.name === names.name,
  );
  if (!isTaken) return;
  const taken = ['has already been taken'];
  throw messageError(400, { 'project_namespace.name': taken, name: taken, path: taken });
}
