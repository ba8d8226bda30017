import { resolve } from 'node:path';
import { z } from 'zod';
import { isLoopback } from '@amplication/domain';
import type { ProxySettings } from '../proxy.ts';

/** Everything that the operator can set, parsed once. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  /** Port of the sandbox; undefined when it is off. */
  readonly sandboxPort: number | undefined;
  readonly dataDirectory: string;
  readonly databaseUrl: string | undefined;
  /** Newest first; undefined: one is made in the data folder. */
  readonly encryptionKeys: readonly string[] | undefined;
  /** Private GitLab hosts that the operator allows. */
  readonly allowedHosts: readonly string[];
  /** How GitLab instances are reached from here. */
  readonly proxies: ProxySettings;
  readonly gitLab: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string } | undefined;
  /** Folder of the plugins that the operator installed; undefined: the built-in ones only. */
  readonly pluginsDirectory: string | undefined;
  readonly role: 'all' | 'api' | 'worker';
  readonly logLevel: string;
}

/** Everything that is wrong with the environment, one sentence each. */
export class ConfigError extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

const port = z.coerce
  .number()
  .int('must be a whole number')
  .min(1, 'must be 1 to 65535')
  .max(65_535, 'must be 1 to 65535');
const optional = <T extends z.ZodType>(type: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), type.optional());

const proxy = z.url({ protocol: /^https?$/u, error: 'must be an http or https address' });

const environmentSchema = z.object({
  HOST: optional(z.string()),
  PORT: optional(port),
  SANDBOX_PORT: optional(z.union([z.literal('off'), port], { error: 'must be a port, or "off"' })),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//u, 'must begin with postgres://')),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/u, error: 'must be an http or https address' })),
  ENCRYPTION_KEY: optional(
    z
      .string()
      .regex(
        /^[0-9a-f]{64}(,[0-9a-f]{64})*$/u,
        'must be 64 hex digits (openssl rand -hex 32), several separated by commas, newest first',
      ),
  ),
  ALLOWED_HOSTS: optional(z.string()),
  HTTP_PROXY: optional(proxy),
  HTTPS_PROXY: optional(proxy),
  NO_PROXY: optional(z.string()),
  GITLAB_URL: optional(z.url({ protocol: /^https?$/u, error: 'must be an http or https address' })),
  GITLAB_CLIENT_ID: optional(z.string()),
  GITLAB_CLIENT_SECRET: optional(z.string()),
  PLUGINS_DIR: optional(z.string()),
  ROLE: optional(z.enum(['all', 'api', 'worker'], { error: 'must be all, api or worker' })),
  LOG_LEVEL: optional(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be trace, debug, info, warn, error or silent',
    }),
  ),
});

/** Reads the environment; throws ConfigError with all faults at once. */
export function parseConfig(environment: NodeJS.ProcessEnv, defaultDataDirectory: string): Config {
  const { given, faults } = parseSettings(environment);
  const host = given.HOST ?? '127.0.0.1';
  const ownPort = given.PORT ?? 3000;
  const publicUrl = (given.PUBLIC_URL ?? `http://${toPublicName(host)}:${ownPort}`).replace(/\/+$/u, '');
  const local = isLoopback(host) && isLoopback(new URL(publicUrl).hostname);
  const sandboxPort =
    !local || given.SANDBOX_PORT === 'off' || given.ROLE === 'worker' ? undefined : (given.SANDBOX_PORT ?? 3001);
  if (!local && typeof given.SANDBOX_PORT === 'number')
    faults.push(
      'SANDBOX_PORT is set, but the sandbox runs on loopback addresses only: set HOST and PUBLIC_URL to them, or SANDBOX_PORT=off.',
    );
  if (sandboxPort === ownPort) faults.push(`PORT and SANDBOX_PORT must differ, and both are ${ownPort}.`);
  const isSet = (name: string): boolean => (environment[name] ?? '') !== '';
  if (isSet('DATABASE_URL') && !isSet('ENCRYPTION_KEY'))
    faults.push('ENCRYPTION_KEY is required with DATABASE_URL: make one with "openssl rand -hex 32".');
  const ofGitLab = ['GITLAB_URL', 'GITLAB_CLIENT_ID', 'GITLAB_CLIENT_SECRET'];
  if (ofGitLab.some(isSet) && !ofGitLab.every(isSet))
    faults.push('GITLAB_URL, GITLAB_CLIENT_ID and GITLAB_CLIENT_SECRET belong together: set all three.');
  if (faults.length > 0) throw new ConfigError(faults);
  const { GITLAB_URL: baseUrl, GITLAB_CLIENT_ID: clientId, GITLAB_CLIENT_SECRET: clientSecret } = given;
  return {
    host,
    port: ownPort,
    publicUrl,
    sandboxPort,
    dataDirectory: resolve(given.DATA_DIR ?? defaultDataDirectory),
    databaseUrl: given.DATABASE_URL,
    encryptionKeys: given.ENCRYPTION_KEY?.split(','),
    allowedHosts: (given.ALLOWED_HOSTS ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
    proxies: { http: given.HTTP_PROXY, https: given.HTTPS_PROXY, none: given.NO_PROXY ?? '' },
    gitLab:
      baseUrl === undefined || clientId === undefined || clientSecret === undefined
        ? undefined
        : { baseUrl: baseUrl.replace(/\/+$/u, ''), clientId, clientSecret },
    pluginsDirectory: given.PLUGINS_DIR === undefined ? undefined : resolve(given.PLUGINS_DIR),
    role: given.ROLE ?? 'all',
    logLevel: given.LOG_LEVEL ?? 'warn',
  };
}

/** What is well-formed, and what is wrong with the rest: a faulty setting must not hide how the others go together. */
function parseSettings(environment: NodeJS.ProcessEnv): {
  readonly given: z.infer<typeof environmentSchema>;
  readonly faults: string[];
} {
  const parsed = environmentSchema.safeParse(environment);
  if (parsed.success) return { given: parsed.data, faults: [] };
  const { issues } = parsed.error;
  const faulty = new Set(issues.map((issue) => issue.path[0]));
  const rest = Object.fromEntries(Object.entries(environment).filter(([name]) => !faulty.has(name)));
  const faults = issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  return { given: environmentSchema.parse(rest), faults };
}

/** How the host is called in an address. */
function toPublicName(host: string): string {
  if (isLoopback(host)) return 'localhost';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
