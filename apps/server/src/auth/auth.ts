import { randomUUID } from 'node:crypto';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { tables, type Store } from '@amplication/store';
import { ensureWorkspace } from './ensure-workspace.ts';

/** Cookies are shared by all ports of a host: our own prefix keeps them apart from those of other programs. */
const COOKIE_PREFIX = 'amplication';
/** How long a session is believed from its signed cookie before the database is asked again. */
const COOKIE_CACHE_SECONDS = 60;

/** Sign-in by better-auth over our tables; its own HTTP handler is not mounted, our routes call it. */
export function createAuth(options: { readonly store: Store; readonly secret: string; readonly publicUrl: string }) {
  const { db } = options.store;
  const { user, session, account, verification, apiToken } = tables;
  return betterAuth({
    secret: options.secret,
    baseURL: options.publicUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user, session, account, verification, apikey: apiToken },
    }),
    emailAndPassword: { enabled: true, autoSignIn: true, minPasswordLength: 10, maxPasswordLength: 128 },
    session: { cookieCache: { enabled: true, maxAge: COOKIE_CACHE_SECONDS } },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      database: { generateId: () => randomUUID() },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    plugins: [apiKey({ defaultPrefix: 'amp_', rateLimit: { enabled: false } })],
    databaseHooks: {
      user: {
        create: {
          after: (created) => ensureWorkspace(options.store, created),
        },
      },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
