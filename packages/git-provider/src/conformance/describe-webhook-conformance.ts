import type { Webhook } from '../webhooks.ts';
import { kindOf } from './ask-provider.ts';
import type { ConformanceBench } from './conformance-harness.ts';

/** Declares the tests of webhooks. */
export function describeWebhookConformance(bench: ConformanceBench): void {
  const { test, harness, provider, repository, runId } = bench;
  const { it, expect } = test;
  const where = (): { repositoryId: number } => ({ repositoryId: repository().id });
  // Nobody answers there, and nothing is sent there: no event is made.
  const url = `https://example.com/${runId}`;
  const events = { push: false, mergeRequests: true, notes: false, pipelines: true };
  const list = async (): Promise<readonly Webhook[]> => provider().listWebhooks(where());

  it('makes, changes, lists and deletes webhooks', async () => {
    expect(await list()).toEqual([]);
    const made = await provider().createWebhook({
      ...where(),
      url,
      token: 'not told again',
      verifiesTls: true,
      events,
    });
    expect(made).toMatchObject({ url, events, verifiesTls: true, health: 'ok', disabledUntil: null });
    expect(JSON.stringify(made).includes('not told')).toBe(false);
    expect(await list()).toEqual([made]);
    const key = { ...where(), id: made.id };
    const other = { ...made, url: `${url}/2`, verifiesTls: false, events: { ...events, notes: true } };
    const change = { url: other.url, verifiesTls: false, events: { notes: true } };
    expect(await provider().updateWebhook({ ...key, ...change })).toEqual(other);
    expect(await list()).toEqual([other]);
    await provider().deleteWebhook(key);
    await provider().deleteWebhook(key);
    expect(await list()).toEqual([]);
    expect(await kindOf(provider().updateWebhook({ ...key, url }))).toBe('not-found');
    expect(await kindOf(provider().testWebhook({ ...key, event: 'push' }))).toBe('not-found');
  });

  it('keeps the name of a webhook where the host has names', async () => {
    const made = await provider().createWebhook({ ...where(), url, name: 'Ours', verifiesTls: true, events });
    expect([null, 'Ours']).toContain(made.name);
    await provider().deleteWebhook({ ...where(), id: made.id });
  });

  it('refuses addresses that nothing can be sent to, and strangers', async () => {
    const bad = provider().createWebhook({ ...where(), url: 'nowhere', verifiesTls: true, events });
    expect(await kindOf(bad)).toBe('invalid');
    expect(await kindOf(harness().strangerProvider.listWebhooks(where()))).toBe('unauthorised');
  });

  it('makes the host send an example', async (context) => {
    const { hookUrl } = harness();
    if (hookUrl === undefined) return context.skip('The host can call nobody here.');
    const made = await provider().createWebhook({ ...where(), url: hookUrl, verifiesTls: false, events });
    await provider().testWebhook({ ...where(), id: made.id, event: 'push' });
    expect((await list()).map(({ health }) => health)).toEqual(['ok']);
    await provider().deleteWebhook({ ...where(), id: made.id });
  });
}
