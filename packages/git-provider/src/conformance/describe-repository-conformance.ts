import { ProviderError } from '../provider-error.ts';
import { errorOf, readPages } from './ask-provider.ts';
import type { ConformanceBench } from './conformance-harness.ts';

/** Declares the tests of namespaces and repositories. */
export function describeRepositoryConformance(bench: ConformanceBench): void {
  const { test, harness, provider, repository, runId } = bench;
  const { it, expect } = test;

  it('lists namespaces with whether repositories can be created', async () => {
    const { items } = await provider().listNamespaces();
    const own = items.find((namespace) => namespace.id === harness().namespaceId);
    expect(own?.canCreateRepositories).toBe(true);
    expect((await provider().listNamespaces({ search: `no ${runId}` })).items).toEqual([]);
  });

  it('creates repositories, with a first commit or empty', async () => {
    expect(repository()).toMatchObject({
      defaultBranch: 'main',
      isEmpty: false,
      isArchived: false,
      isMirror: false,
      unavailableReason: undefined,
      visibility: 'private',
    });
    expect(Number.isNaN(Date.parse(repository().createdAt))).toBe(false);
    const empty = await bench.createRepository('Conformance empty', false);
    expect(empty).toMatchObject({ defaultBranch: null, isEmpty: true });
    expect(await provider().findRepository(empty.id)).toMatchObject({ id: empty.id, path: empty.path });
  });

  it('refuses a name that is taken, by field', async () => {
    const { namespaceId, name, visibility } = repository();
    const input = { namespaceId, name, visibility, initializeWithReadme: false };
    const error = await errorOf(provider().createRepository(input));
    expect(error instanceof ProviderError && error.kind).toBe('invalid');
    expect(error instanceof ProviderError && JSON.stringify(error.fields)).toContain('taken');
  });

  it('finds a repository by id, with the role of the account and how it merges', async () => {
    const found = await provider().findRepository(repository().id);
    expect(found).toMatchObject({ name: repository().name, path: repository().path });
    expect((found?.accessLevel ?? 0) >= 30).toBe(true);
    expect(['merge', 'rebase_merge', 'ff']).toContain(found?.mergeMethod);
    expect(['never', 'always', 'default_on', 'default_off']).toContain(found?.squashOption);
    expect(await provider().findRepository(2_000_000_000)).toBe(undefined);
  });

  it('lists repositories page by page and by search, of all and of a namespace', async () => {
    await bench.createRepository('Conformance second', false);
    const { namespaceId } = harness();
    for (const where of [{}, { namespaceId }]) {
      const query = { ...where, search: runId, limit: 1 };
      const found = await readPages((cursor) => provider().listRepositories({ ...query, cursor }));
      const ids = found.map(({ id }) => id);
      expect(ids).toContain(repository().id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(ids.toSorted((a, b) => b - a));
      expect(found.find(({ id }) => id === repository().id)?.unavailableReason).toBe(undefined);
    }
    const { items } = await provider().listRepositories({ limit: 20, search: repository().name });
    expect(items.map(({ id }) => id)).toContain(repository().id);
    expect((await provider().listRepositories({ limit: 20, search: `no ${runId}` })).items).toEqual([]);
  });
}
