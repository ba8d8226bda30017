import type { RemoteRepository } from '@amplication/contract';
import { Refusal, type Problem } from '@amplication/domain';
import type { CreateRepositoryInput } from '@amplication/git-provider';
import { getGitOrganization } from '../authorise.ts';
import type { Principal } from '../context.ts';
import { connectProvider, type AccountCtx } from './access-token.ts';
import { askProvider } from './ask-provider.ts';
import { toRemoteRepository } from './repositories.ts';

/** GitLab's names of what people fill in. */
const FIELDS: ReadonlyMap<string, keyof CreateRepositoryInput> = new Map([
  ['name', 'name'],
  ['path', 'name'],
  ['namespace', 'namespaceId'],
  ['namespace_id', 'namespaceId'],
  ['visibility_level', 'visibility'],
  ['default_branch', 'defaultBranch'],
  ['description', 'description'],
]);

/** Creates a repository in GitLab, in the name of the connected account. What GitLab refuses is told at the form field. */
export async function createRepository(
  ctx: AccountCtx,
  principal: Principal,
  organizationId: string,
  input: CreateRepositoryInput,
): Promise<RemoteRepository> {
  const provider = connectProvider(ctx, await getGitOrganization(ctx.store.db, principal, organizationId));
  try {
    return toRemoteRepository(await askProvider(() => provider.createRepository(input)));
  } catch (error) {
    if (!(error instanceof Refusal) || error.problems.length === 0) throw error;
    throw new Refusal(error.code, toSentence(error), toProblems(error.problems));
  }
}

/** One for each form field: GitLab says of a name that is taken three times that it is. */
function toProblems(problems: readonly Problem[]): readonly Problem[] {
  const byField = new Map<string, Problem>();
  for (const { path, message } of problems) {
    const field = FIELDS.get(path) ?? '';
    if (!byField.has(field)) byField.set(field, { path: field, message: toWords(field, message) });
  }
  return [...byField.values()];
}

function toSentence({ problems }: Refusal): string {
  return `GitLab did not create the repository. ${toProblems(problems)
    .map(({ message }) => message)
    .join(' ')}`;
}

function toWords(field: string, message: string): string {
  if (/already been taken/u.test(message)) return 'There is a repository of this name already.';
  if (field === 'namespaceId' && /not valid/u.test(message)) return 'The account may not create repositories there.';
  const begun = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return /[.!?]$/u.test(begun) ? begun : `${begun}.`;
}
