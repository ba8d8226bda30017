import { Refusal, type GitOrganizationId } from '@amplication/domain';
import { saveGitOrganization } from '@amplication/store';
import type { Context } from '../context.ts';
import { askProvider } from './ask-provider.ts';

type Ctx = Pick<Context, 'store' | 'clock' | 'newId' | 'secrets' | 'gitProviders'>;

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number | undefined;
}

/** Connects an account, or reconnects it, after GitLab has confirmed whose the token is. Nothing is stored otherwise. */
export async function saveAccount(
  ctx: Ctx,
  input: {
    readonly workspaceId: string;
    readonly baseUrl: string;
    readonly certificate?: string | undefined;
    readonly auth: 'oauth' | 'token';
    readonly tokens: Tokens;
  },
): Promise<GitOrganizationId> {
  const { accessToken, refreshToken, expiresAt } = input.tokens;
  const { certificate } = input;
  const provider = ctx.gitProviders.connect({
    baseUrl: input.baseUrl,
    account: `new in ${input.workspaceId}`,
    certificate,
    getAccessToken: async () => accessToken,
  });
  const user = await askProvider(() => provider.getCurrentUser());
  const facts = input.auth === 'token' ? await askProvider(() => provider.findAccessToken()) : undefined;
  assertScopes(facts?.scopes);
  return saveGitOrganization(ctx.store.db, {
    id: ctx.newId(),
    workspaceId: input.workspaceId,
    baseUrl: input.baseUrl,
    externalUserId: user.id,
    username: user.username,
    name: user.name,
    auth: input.auth,
    accessToken: ctx.secrets.encrypt(accessToken),
    refreshToken: refreshToken === undefined ? null : ctx.secrets.encrypt(refreshToken),
    accessTokenExpiresAt: expiresAt === undefined ? null : new Date(expiresAt),
    tokenName: facts?.name ?? null,
    tokenExpiresOn: facts?.expiresAt ?? null,
    certificate: certificate ?? null,
    checkedAt: ctx.clock(),
    health: 'ok',
  });
}

/** Merge requests need the scope `api`: a token that only reads would fail at the first build. */
function assertScopes(scopes: readonly string[] | undefined): void {
  if (scopes === undefined || scopes.includes('api')) return;
  throw new Refusal(
    'token_refused',
    `This access token has the scope ${scopes.join(', ')}: make one with the scope api.`,
    [{ path: 'accessToken', message: 'It needs the scope api.' }],
  );
}
