import { kindOf } from './ask-provider.ts';
import type { ConformanceBench } from './conformance-harness.ts';

/** Declares the tests of the account and its token. */
export function describeAccountConformance({ test, harness, provider }: ConformanceBench): void {
  const { it, expect } = test;

  it('knows the account, and tells a credential that is refused', async () => {
    expect(typeof (await provider().getCurrentUser()).username).toBe('string');
    const { strangerProvider } = harness();
    expect(await kindOf(strangerProvider.getCurrentUser())).toBe('unauthorised');
    expect(await kindOf(strangerProvider.findAccessToken())).toBe('unauthorised');
    expect(await kindOf(strangerProvider.findHostVersion())).toBe('unauthorised');
  });

  it('knows what the access token is', async (context) => {
    const token = await provider().findAccessToken();
    if (token === undefined) return context.skip('This is no access token, but one of OAuth.');
    expect(token.isActive).toBe(true);
    expect(token.scopes).toContain('api');
  });

  it('replaces an access token, and the old one ends', async (context) => {
    const { spareProvider } = harness();
    if (spareProvider === undefined) return context.skip('No access token here may be used up.');
    const expiresAt = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    const rotated = await spareProvider.rotateAccessToken({ expiresAt });
    expect(rotated.expiresAt).toBe(expiresAt);
    expect(rotated.accessToken === '').toBe(false);
    expect(await kindOf(spareProvider.getCurrentUser())).toBe('unauthorised');
  });

  it('knows the version of the host', async () => {
    expect(/^\d+\.\d+/.test((await provider().findHostVersion()) ?? '')).toBe(true);
  });

  it('gives a header for git', async () => {
    expect((await provider().gitAuthorization()).startsWith('Basic ')).toBe(true);
  });
}
