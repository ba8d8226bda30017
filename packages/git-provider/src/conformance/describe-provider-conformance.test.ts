import { startSandbox } from '@amplication/gitlab-sandbox';
import { expect, it } from 'vitest';
import { openGitLabHarness } from '../testing/gitlab-harness.ts';
import { openSandbox } from '../testing/open-sandbox.ts';
import type { ConformanceHarness, TestFunctions } from './conformance-harness.ts';
import { describeProviderConformance } from './describe-provider-conformance.ts';

type Hook = () => Promise<void>;

/** Takes the suite apart, to run it in pieces. */
const declare = (open: () => Promise<ConformanceHarness>) => {
  const before: Hook[] = [];
  const after: Hook[] = [];
  const tests = new Map<string, Parameters<TestFunctions['it']>[1]>();
  const test: TestFunctions = {
    describe: (_name, body) => body(),
    it: (name, run) => void tests.set(name, run),
    expect,
    beforeAll: (run) => void before.push(run),
    afterAll: (run) => void after.push(run),
  };
  describeProviderConformance('Somebody', test, open);
  const runAll = async (hooks: readonly Hook[]): Promise<void> => {
    for (const hook of hooks) await hook();
  };
  const run = (name: string): Promise<void> =>
    tests.get(name)?.({ skip: () => undefined }) ?? Promise.reject(new Error(name));
  return { before: () => runAll(before), after: () => runAll(after), run };
};

it('the suite deletes all that it made, and nothing else, also after a failure and a lost answer', async () => {
  await using sandbox = await openSandbox(startSandbox);
  let isDisposed = false;
  const dispose = async (): Promise<void> => void (isDisposed = true);
  const here = { url: sandbox.url, token: sandbox.tokens.owner, kind: 'group', dispose } as const;
  const harness = await openGitLabHarness(here);
  const listPaths = async (): Promise<readonly string[]> =>
    (await harness.provider.listRepositories({ limit: 100 })).items.map(({ path }) => path);
  const before = await listPaths();
  const suite = declare(async () => harness);
  await suite.before();
  // The host forgets to say that it made one, and how to look for it.
  sandbox.faults.add({ method: 'POST', path: /projects$/, status: 500, body: '{}', when: 'after' });
  sandbox.faults.add({ method: 'GET', path: /namespaces/, status: 404, body: '{"message":"404 Namespace Not Found"}' });
  await expect(suite.run('lists no branches of an empty repository')).rejects.toThrow('500');
  expect(await listPaths()).toHaveLength(before.length + 2);
  await suite.after();
  expect(await listPaths()).toEqual(before);
  expect(isDisposed).toBe(true);
});
