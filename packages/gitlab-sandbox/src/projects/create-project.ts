import { createRef, importCommits, initBare } from '@amplication/git';
import { canCreateIn, findNamespace, fullPathOf } from '../access.ts';
import { messageError, notFound } from '../rest/api-error.ts';
import { gitDirOf, timestamp, type SandboxContext } from '../sandbox-context.ts';
import { nextId, type Project, type User, type Visibility } from '../state/sandbox-state.ts';
import { checkProjectNames } from './check-project-names.ts';
import { setDefaultBranch } from './set-default-branch.ts';

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
  readonly onlyAllowMergeIfPipelineSucceeds?: boolean | undefined;
  readonly allowMergeOnSkippedPipeline?: boolean | undefined;
  readonly approvalsRequired?: number | undefined;
  readonly mergeRequestsEnabled?: boolean | undefined;
  readonly issuesEnabled?: boolean | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly forkedFromId?: number | undefined;
  /** Without a repository of its own yet: it is that of the template, which has a first commit. */
  readonly isTemplate?: boolean | undefined;
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
  checkProjectNames(context, { name, path, namespaceId, visibility: input.visibility ?? 'private' });
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
    issuesEnabled: input.issuesEnabled ?? true,
    mergeMethod: input.mergeMethod ?? 'merge',
    squashOption: input.squashOption ?? 'default_off',
    removeSourceBranchAfterMerge: input.removeSourceBranchAfterMerge ?? true,
    onlyAllowMergeIfAllDiscussionsAreResolved: input.onlyAllowMergeIfAllDiscussionsAreResolved ?? false,
    onlyAllowMergeIfPipelineSucceeds: input.onlyAllowMergeIfPipelineSucceeds ?? false,
    allowMergeOnSkippedPipeline: input.allowMergeOnSkippedPipeline ?? false,
    approvalsRequired: input.approvalsRequired ?? 0,
    topics: input.topics ?? [],
    createdAt: now,
    updatedAt: now,
    lastActivityAt: now,
    markedForDeletionOn: null,
    nextIid: 1,
    nextIssueIid: 1,
    nextMilestoneIid: 1,
    nextPipelineIid: 1,
    forkedFromId: input.forkedFromId ?? null,
    isTemplate: input.isTemplate ?? false,
    protectedBranches: [],
  };
  // In the list before the first await, so that no other request takes the same path.
  state.projects.push(project);
  const fullPath = fullPathOf(state, project);
  dropRedirects(context, fullPath);
  const defaultBranch = input.defaultBranch ?? 'main';
  if (project.isTemplate) setDefaultBranch(context, project, defaultBranch);
  else await initBare({ gitDir: gitDirOf(context, project), defaultBranch, config: repositoryConfig });
  if (input.initializeWithReadme === true) await addReadme(context, project, user, defaultBranch);
  return project;
}

// Who takes an old path over ends what led from it.
function dropRedirects(context: Pick<SandboxContext, 'state'>, fullPath: string): void {
  const { redirects } = context.state;
  const kept = redirects.filter(({ path }) => path.toLowerCase() !== fullPath.toLowerCase());
  redirects.splice(0, redirects.length, ...kept);
}

async function addReadme(context: SandboxContext, project: Project, user: User, branch: string): Promise<void> {
  const text = `# ${project.name}\n${project.description === null ? '' : `\n${project.description}\n`}`;
  await makeFirstCommit(gitDirOf(context, project), user, timestamp(context), branch, { 'README.md': text });
  setDefaultBranch(context, project, branch);
}

/** Makes the first commit of a repository, with these texts by path. */
export async function makeFirstCommit(
  gitDir: string,
  user: Pick<User, 'name' | 'email'>,
  date: string,
  branch: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const person = { name: user.name, email: user.email, date };
  const changes = Object.entries(files).map(
    ([path, text]) => ({ kind: 'write', path, mode: '100644', content: Buffer.from(text) }) as const,
  );
  const [tip] = await importCommits({
    gitDir,
    commits: [{ parents: [], changes, message: 'Initial commit', author: person, committer: person }],
  });
  if (tip === undefined) throw new Error('The first commit was not made.');
  await createRef({ gitDir, ref: `refs/heads/${branch}`, tip });
}

/** The path that GitLab derives from a name. */
export function toPath(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
}
