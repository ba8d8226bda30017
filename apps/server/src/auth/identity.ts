import { APIError } from 'better-auth/api';
import type { ApiToken, Session } from '@amplication/contract';
import { Refusal, type UserId } from '@amplication/domain';
import { listWorkspaces, type Store } from '@amplication/store';
import type { Principal } from '@amplication/use-cases';
import type { Auth } from './auth.ts';
import { ensureWorkspace } from './ensure-workspace.ts';

/** The demo user; it has no password that anybody knows, and exists to the product only while the demo is on. */
export const DEMO_EMAIL = 'demo@example.com';

/** A signed-in person, with what signed them in. */
export interface Identity extends Principal {
  readonly user: Session['user'];
  /** The browser session; undefined for API tokens. */
  readonly sessionId: string | undefined;
}

/** An answer that sets or clears the session cookie. */
export interface SignedIn {
  readonly session: Session;
  readonly cookies: readonly string[];
}

/** All that the routes need of sign-in. */
export interface Identities {
  readonly demo: boolean;
  readonly find: (headers: Headers) => Promise<Identity | undefined>;
  readonly signUp: (
    input: { readonly name: string; readonly email: string; readonly password: string },
    headers: Headers,
  ) => Promise<SignedIn>;
  readonly signIn: (
    input: { readonly email: string; readonly password: string },
    headers: Headers,
  ) => Promise<SignedIn>;
  readonly signInDemo: (headers: Headers) => Promise<SignedIn>;
  readonly signOut: (headers: Headers) => Promise<readonly string[]>;
  readonly getSession: (identity: Identity) => Promise<Session>;
  readonly listTokens: (identity: Identity, headers: Headers) => Promise<ApiToken[]>;
  readonly createToken: (identity: Identity, name: string) => Promise<ApiToken & { token: string }>;
  readonly deleteToken: (identity: Identity, tokenId: string) => Promise<void>;
}

/** Sign-in over better-auth, in our words and refusals. `demoPassword` is undefined where the demo user may not exist. */
export function createIdentities(options: {
  readonly auth: Auth;
  readonly store: Store;
  readonly demoPassword: string | undefined;
}): Identities {
  const { auth, store, demoPassword } = options;
  const isAllowed = (email: string): boolean => email !== DEMO_EMAIL || demoPassword !== undefined;

  const getSession = async (user: Session['user']): Promise<Session> => {
    const workspaces = await listWorkspaces(store.db, user.id);
    if (workspaces.length > 0) return { user, workspaces: [...workspaces] };
    await ensureWorkspace(store, user);
    return { user, workspaces: [...(await listWorkspaces(store.db, user.id))] };
  };

  const enter = async (answer: {
    readonly headers: Headers;
    readonly response: { readonly user: { id: string; name: string; email: string } };
  }): Promise<SignedIn> => {
    const { id, name, email } = answer.response.user;
    return { session: await getSession({ id, name, email }), cookies: answer.headers.getSetCookie() };
  };

  const signIn: Identities['signIn'] = async (body, headers) => {
    try {
      return await enter(await auth.api.signInEmail({ body, headers, returnHeaders: true }));
    } catch (error) {
      if (error instanceof APIError) throw new Refusal('wrong_credentials', 'E-mail address or password is wrong.');
      throw error;
    }
  };

  const findByToken = async (key: string): Promise<Identity | undefined> => {
    const { valid, key: found } = await auth.api.verifyApiKey({ body: { key } });
    if (!valid || found === null) return undefined;
    const { internalAdapter } = await auth.$context;
    const user = await internalAdapter.findUserById(found.referenceId);
    return user === null
      ? undefined
      : { userId: user.id as UserId, user: { id: user.id, name: user.name, email: user.email }, sessionId: undefined };
  };

  const findByCookie = async (headers: Headers): Promise<Identity | undefined> => {
    const found = await auth.api.getSession({ headers });
    if (found === null) return undefined;
    const { id, name, email } = found.user;
    return { userId: id as UserId, user: { id, name, email }, sessionId: found.session.id };
  };

  return {
    demo: demoPassword !== undefined,
    getSession: (identity) => getSession(identity.user),
    find: async (headers) => {
      const token = /^Bearer (\S+)$/iu.exec(headers.get('authorization') ?? '')?.[1];
      const identity = token === undefined ? await findByCookie(headers) : await findByToken(token);
      return identity !== undefined && isAllowed(identity.user.email) ? identity : undefined;
    },
    signUp: async (body, headers) => {
      if (body.email.toLowerCase() === DEMO_EMAIL) throw emailTaken();
      try {
        const answer = await auth.api.signUpEmail({ body, headers, returnHeaders: true });
        return await enter(answer);
      } catch (error) {
        if (error instanceof APIError && /already|exist/iu.test(error.message)) throw emailTaken();
        throw error;
      }
    },
    signIn: async (body, headers) => {
      if (!isAllowed(body.email.toLowerCase()))
        throw new Refusal('wrong_credentials', 'E-mail address or password is wrong.');
      return signIn(body, headers);
    },
    signInDemo: async (headers) => {
      if (demoPassword === undefined)
        throw new Refusal(
          'demo_unavailable',
          'There is no demo user here: it exists only beside the sandbox, on loopback addresses.',
        );
      return signIn({ email: DEMO_EMAIL, password: demoPassword }, headers);
    },
    signOut: async (headers) => (await auth.api.signOut({ headers, returnHeaders: true })).headers.getSetCookie(),
    listTokens: async (identity, headers) => {
      requireSession(identity);
      const { apiKeys } = await auth.api.listApiKeys({ headers });
      return apiKeys.map(toToken);
    },
    createToken: async (identity, name) => {
      requireSession(identity);
      const created = await auth.api.createApiKey({ body: { name, userId: identity.userId } });
      return { ...toToken(created), token: created.key };
    },
    deleteToken: async (identity, tokenId) => {
      requireSession(identity);
      const { adapter } = await auth.$context;
      const removed = await adapter.deleteMany({
        model: 'apikey',
        where: [
          { field: 'id', value: tokenId },
          { field: 'referenceId', value: identity.userId },
        ],
      });
      if (removed === 0) throw new Refusal('not_found', 'This API token does not exist (any more).');
    },
  };
}

/** Tokens are made by people in the browser: a stolen token must not make more of its kind. */
function requireSession(identity: Identity): void {
  if (identity.sessionId === undefined)
    throw new Refusal('forbidden', 'API tokens are managed in the browser, not with an API token.');
}

function emailTaken(): Refusal {
  return new Refusal('name_taken', 'There is an account with this e-mail address: sign in instead.', [
    { path: 'email', message: 'This address has an account.' },
  ]);
}

function toToken(key: {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly createdAt: Date;
  readonly lastRequest: Date | null;
}): ApiToken {
  return {
    id: key.id,
    name: key.name ?? '',
    start: key.start ?? '',
    createdAt: key.createdAt.toISOString(),
    lastUsedAt: key.lastRequest?.toISOString() ?? null,
  };
}
