import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { API_PREFIX, OAUTH_CALLBACK_PATH } from '@amplication/contract';
import { createGitLabOAuth, createGitLabProvider, createHostGate, type HostGate } from '@amplication/git-provider';
import type { GitInstanceConfig, GitProviders } from '@amplication/use-cases';
import { LRUCache } from 'lru-cache';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import type { Config } from './config/config.ts';
import { createHostPolicy } from './host-policy.ts';
import { findProxy } from './proxy.ts';

/** Users name hosts and certificates: what is kept of them has an end. */
const MOST_HOSTS = 1_000;
const MOST_WAYS = 100;

type Settings = Pick<Config, 'publicUrl' | 'allowedHosts' | 'proxies' | 'dataDirectory'>;

/**
 * How this installation talks to GitLab: to public hosts, to the instances that the operator configured and to those that
 * ALLOWED_HOSTS names. Requests are checked again when they connect, so that a name cannot change its mind in between; git
 * is told which addresses were checked.
 */
export function createGitProviders(config: Settings, instances: readonly GitInstanceConfig[]): GitProviders {
  const redirectUri = `${config.publicUrl}${API_PREFIX}${OAUTH_CALLBACK_PATH}`;
  const policy = createHostPolicy([
    ...config.allowedHosts,
    ...instances.map((instance) => new URL(instance.baseUrl).host),
  ]);
  const findDispatcher = createDispatchers(config, policy);
  const gates = new LRUCache<string, HostGate>({ max: MOST_HOSTS });
  const findGate = (host: string): HostGate => {
    const gate = gates.get(host) ?? createHostGate();
    gates.set(host, gate);
    return gate;
  };
  return {
    assertAllowed: policy.assertAllowed,
    connect: ({ baseUrl, account, certificate, getAccessToken }) => ({
      ...createGitLabProvider({
        baseUrl,
        dispatcher: findDispatcher(baseUrl, certificate),
        gate: findGate(new URL(baseUrl).host),
        connectionKey: account,
        // Every request, and git, asks for the token first: no credential leaves for a host that is not allowed.
        getAccessToken: async (options) => {
          await policy.assertAllowed(baseUrl);
          return getAccessToken(options);
        },
      }),
      gitTransport: async () => {
        const proxy = findProxy(config.proxies, baseUrl);
        // A proxy resolves the name itself.
        const resolve = proxy === undefined ? await policy.pin(baseUrl) : undefined;
        const caFile = certificate === undefined ? undefined : await keepCertificate(config.dataDirectory, certificate);
        return { proxy, resolve, caFile };
      },
    }),
    oauth: ({ baseUrl, clientId, clientSecret, certificate }) =>
      createGitLabOAuth({
        baseUrl,
        clientId,
        clientSecret,
        redirectUri,
        dispatcher: findDispatcher(baseUrl, certificate),
      }),
  };
}

/** One pool of connections for each way out: directly or by a proxy, with or without authorities of its own. */
function createDispatchers(
  config: Settings,
  { lookup }: Pick<ReturnType<typeof createHostPolicy>, 'lookup'>,
): (baseUrl: string, certificate: string | undefined) => Dispatcher {
  const known = new LRUCache<string, Dispatcher>({
    max: MOST_WAYS,
    // What is under way goes on to its end.
    dispose: (dispatcher) => void dispatcher.close().catch(() => undefined),
  });
  return (baseUrl, certificate) => {
    const uri = findProxy(config.proxies, baseUrl);
    const key = JSON.stringify([uri, certificate]);
    const tls = certificate === undefined ? {} : { ca: [...rootCertificates, certificate] };
    const found =
      known.get(key) ??
      (uri === undefined ? new Agent({ connect: { ...tls, lookup } }) : new ProxyAgent({ uri, requestTls: tls }));
    known.set(key, found);
    return found;
  };
}

/** git takes authorities from a file, and then only from there. */
async function keepCertificate(dataDirectory: string, certificate: string): Promise<string> {
  const folder = join(dataDirectory, 'certificates');
  await mkdir(folder, { recursive: true });
  const content = [...rootCertificates, certificate].join('\n');
  const file = join(folder, `${createHash('sha256').update(content).digest('hex')}.pem`);
  if (existsSync(file)) return file;
  // Several syncs may begin at once.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content);
  await rename(draft, file);
  return file;
}
