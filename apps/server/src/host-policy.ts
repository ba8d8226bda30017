import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Refusal } from '@amplication/domain';

/** Addresses that are not on the internet: a user must not reach them through us. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** True for loopback, private, link-local and other addresses that are nobody's on the internet. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  const plain = mapped ?? address;
  const version = isIP(plain);
  return version === 0 || PRIVATE.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}

/** Which hosts users may name as their GitLab. */
export interface HostPolicy {
  /** Refuses an address that the operator does not allow, before anything is sent there. */
  readonly assertAllowed: (url: string) => Promise<void>;
  /**
   * The addresses that a host may be connected to, as `host:port:address,…`; undefined for an address in numbers, which
   * needs none. Refuses what `assertAllowed` refuses.
   */
  readonly pin: (url: string) => Promise<string | undefined>;
  /** Name resolution for connections: the address that is connected to is the one that was checked. */
  readonly lookup: LookupFunction;
}

/** Public hosts, and those (`host` or `host:port`) that the operator allows. */
export function createHostPolicy(allowed: readonly string[]): HostPolicy {
  const names = new Set(allowed.map((entry) => entry.toLowerCase()));
  const isNamed = (hostname: string): boolean =>
    [...names].some((name) => name === hostname || name.replace(/:\d+$/u, '') === hostname);

  const guardedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const found =
        error === null ? addresses.filter(({ address }) => isNamed(hostname) || !isPrivateAddress(address)) : [];
      const [first] = found;
      if (error !== null) callback(error, []);
      else if (first === undefined)
        callback(Object.assign(new Error(`${hostname} is not allowed`), { code: 'ENOTALLOWED' }), []);
      else if (options.all === true) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };

  /** The addresses of an allowed host. */
  const check = async (url: string): Promise<readonly string[]> => {
    const { hostname, host } = new URL(url);
    const addresses = await resolveAll(toBare(hostname));
    if (names.has(host.toLowerCase()) || names.has(hostname.toLowerCase())) return addresses;
    if (!addresses.some(isPrivateAddress)) return addresses;
    throw new Refusal(
      'invalid_input',
      `${host} is a private address: the operator must allow it (ALLOWED_HOSTS) before it can be connected.`,
      [{ path: 'baseUrl', message: 'A private address: the operator must allow it first (ALLOWED_HOSTS).' }],
    );
  };

  return {
    lookup: guardedLookup,
    assertAllowed: async (url) => void (await check(url)),
    pin: async (url) => {
      const { hostname, port, protocol } = new URL(url);
      const addresses = await check(url);
      if (isIP(toBare(hostname)) !== 0 || addresses.length === 0) return undefined;
      const written = addresses.map((address) => (isIP(address) === 6 ? `[${address}]` : address));
      return `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}:${written.join(',')}`;
    },
  };
}

/** An address of version 6 is in brackets in a URL. */
function toBare(hostname: string): string {
  return hostname.replace(/^\[|\]$/gu, '');
}

/** All addresses of a name; none when it has none, which the request itself will say better. */
function resolveAll(hostname: string): Promise<readonly string[]> {
  return new Promise((resolve) => {
    lookup(hostname, { all: true }, (error, found) =>
      resolve(error === null ? found.map(({ address }) => address) : []),
    );
  });
}
