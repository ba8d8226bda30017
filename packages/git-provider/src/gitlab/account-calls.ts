import type { AccessTokenFacts, AccountCalls } from '../account.ts';
import { ProviderError } from '../provider-error.ts';
import type { GetAccessToken, RestClient } from './rest-client.ts';
import { newTokenSchema, tokenSchema, userSchema, versionSchema } from './schemas.ts';

const selfPath = '/personal_access_tokens/self';

/** What a provider knows and does about GitLab's account and its token. */
export function createAccountCalls(rest: RestClient, getAccessToken: GetAccessToken): AccountCalls {
  const getCurrentUser: AccountCalls['getCurrentUser'] = async () => {
    const { body } = await rest({ method: 'GET', path: '/user', schema: userSchema });
    return { id: body.id, username: body.username, name: body.name, email: body.email ?? null, url: body.web_url };
  };
  const findAccessToken = async (): Promise<AccessTokenFacts | undefined> => {
    try {
      return await readToken(rest);
    } catch (error) {
      if (!isOAuthAnswer(error)) throw error;
      // Versions answer differently for OAuth tokens, one of them as for a token that is none.
      if (error.kind === 'unauthorised') await getCurrentUser();
      return undefined;
    }
  };
  return {
    getCurrentUser,
    findAccessToken,
    rotateAccessToken: async (input = {}) => {
      const body = input.expiresAt === undefined ? {} : { expires_at: input.expiresAt };
      const path = `${selfPath}/rotate`;
      const answer = await rest({ method: 'POST', path, body, schema: newTokenSchema, once: true });
      return { accessToken: answer.body.token, expiresAt: answer.body.expires_at ?? null };
    },
    findHostVersion: async () => (await findVersion(rest, '/metadata')) ?? (await findVersion(rest, '/version')),
    gitAuthorization: async (more = {}) => {
      const rejected = more.rejected === undefined ? undefined : tokenOf(more.rejected);
      const token = await getAccessToken(rejected === undefined ? {} : { rejected });
      return `Basic ${Buffer.from(`oauth2:${token}`).toString('base64')}`;
    },
  };
}

// A refused OAuth token is no reason to renew it: that would end one that works.
async function readToken(rest: RestClient): Promise<AccessTokenFacts> {
  const { body } = await rest({ method: 'GET', path: selfPath, schema: tokenSchema, keepsToken: true });
  return {
    id: body.id,
    name: body.name,
    scopes: body.scopes,
    expiresAt: body.expires_at ?? null,
    isActive: body.active,
  };
}

function isOAuthAnswer(error: unknown): error is ProviderError {
  if (!(error instanceof ProviderError)) return false;
  return error.status === 401 ? error.reason === 'unknown' : [400, 404, 405].includes(error.status ?? 0);
}

async function findVersion(rest: RestClient, path: string): Promise<string | undefined> {
  try {
    return (await rest({ method: 'GET', path, schema: versionSchema })).body.version;
  } catch (error) {
    if (error instanceof ProviderError && ['not-found', 'forbidden'].includes(error.kind)) return undefined;
    throw error;
  }
}

function tokenOf(authorization: string): string {
  const decoded = Buffer.from(authorization.replace(/^Basic\s+/i, ''), 'base64').toString('utf8');
  return decoded.slice(decoded.indexOf(':') + 1);
}
