import { ProviderError } from '../provider-error.ts';
import type { CreateRepositoryInput, Repository } from '../repositories.ts';
import { wasMadeSince } from './lost-answers.ts';
import { toId, toSegment } from './paths.ts';
import type { RestClient } from './rest-client.ts';
import { mayHaveHappened } from './retry-rules.ts';
import { namespaceSchema, repositorySchema, userSchema, type RawRepository } from './schemas.ts';
import { toRepository } from './to-repository.ts';

/** Creates a repository. When the answer is lost, looks whether this account made it meanwhile, and returns that one. */
export async function createRepository(
  rest: RestClient,
  baseUrl: string,
  input: CreateRepositoryInput,
): Promise<Repository> {
  const begunMs = performance.now();
  try {
    const { body } = await rest({ method: 'POST', path: '/projects', schema: repositorySchema, body: toBody(input) });
    // Who creates a repository may push to it, also where GitLab leaves the permissions out.
    return toRepository(baseUrl, body, true);
  } catch (error) {
    if (!(error instanceof ProviderError) || !mayHaveHappened(error)) throw error;
    // When the look fails too, what is to be told is that the answer was lost.
    const made = await findMade(rest, input, begunMs).catch(() => undefined);
    if (made === undefined) throw error;
    return toRepository(baseUrl, made, true);
  }
}

async function findMade(
  rest: RestClient,
  input: CreateRepositoryInput,
  begunMs: number,
): Promise<RawRepository | undefined> {
  const namespacePath = `/namespaces/${toId(input.namespaceId)}`;
  const [{ body: user }, { body: namespace }] = await Promise.all([
    rest({ method: 'GET', path: '/user', schema: userSchema }),
    rest({ method: 'GET', path: namespacePath, schema: namespaceSchema }),
  ]);
  const path = `/projects/${toSegment(`${namespace.full_path}/${input.path ?? toPath(input.name)}`)}`;
  const { body, hostTimeMs } = await rest({ method: 'GET', path, schema: repositorySchema });
  const isOurs = body.creator_id === user.id && body.namespace.id === input.namespaceId && body.name === input.name;
  return isOurs && wasMadeSince(body.created_at, hostTimeMs, begunMs) ? body : undefined;
}

/** The path that GitLab makes of a name: small letters and digits without accents, with dashes between. */
export function toPath(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9_]+/g, '-').replace(/^-+|-+$/g, '');
}

function toBody(input: CreateRepositoryInput): Record<string, unknown> {
  return {
    name: input.name,
    namespace_id: input.namespaceId,
    visibility: input.visibility,
    initialize_with_readme: input.initializeWithReadme,
    ...(input.path === undefined ? {} : { path: input.path }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.defaultBranch === undefined || !input.initializeWithReadme
      ? {}
      : { default_branch: input.defaultBranch }),
  };
}
