/** Where to fetch from and push to. The credential is held in memory and reaches git by its environment only. */
export interface GitRemote {
  /** An http or https address without user information. */
  readonly url: string;
  /** The full value of the `Authorization` header, for example `Basic …`. */
  readonly authorization?: string | undefined;
  /** A proxy address, as git's `http.proxy` takes it. */
  readonly proxy?: string | undefined;
  /** A file of certificate authorities to trust, as git's `http.sslCAInfo` takes it. */
  readonly caFile?: string | undefined;
  /**
   * `host:port:address[,address]`, as git's `http.curloptResolve` takes it: git connects to the addresses that were checked,
   * whatever the name says a moment later.
   */
  readonly resolve?: string | undefined;
  /** Allows `file:` addresses too; for tests. */
  readonly allowFile?: boolean | undefined;
}

export type GitConfig = readonly (readonly [key: string, value: string])[];

// In the environment and not in the repository's own file: git 2.39 dies on the first object that is missing in a
// partial clone it cannot fetch for, so that commands that work without a remote must not know of one.
const partialClone: GitConfig = [
  ['remote.origin.promisor', 'true'],
  ['remote.origin.partialclonefilter', 'blob:none'],
];

/** The git configuration that makes `origin` this remote; throws a `TypeError` for an address that is not allowed. */
export function toRemoteConfig(remote: GitRemote): GitConfig {
  const url = assertRemoteUrl(remote);
  const config: (readonly [string, string])[] = [['remote.origin.url', url], ...partialClone];
  if (remote.authorization !== undefined) {
    if (/[\r\n\0]/.test(remote.authorization)) throw new TypeError('An authorization header is one line.');
    config.push([`http.${url}.extraHeader`, `Authorization: ${remote.authorization}`]);
  }
  if (/[\s\0]/.test(remote.proxy ?? '')) throw new TypeError('A proxy is an address.');
  if (/[\r\n\0]/.test(remote.caFile ?? '')) throw new TypeError('A file of certificate authorities is a path.');
  if (remote.proxy !== undefined) config.push(['http.proxy', remote.proxy]);
  if (remote.caFile !== undefined) config.push(['http.sslCAInfo', remote.caFile]);
  if (/[\s\0]/.test(remote.resolve ?? '')) throw new TypeError('A resolution is host:port:address.');
  if (remote.resolve !== undefined) config.push(['http.curloptResolve', remote.resolve]);
  if (remote.allowFile === true) config.push(['protocol.file.allow', 'always']);
  return config;
}

function assertRemoteUrl(remote: GitRemote): string {
  const protocols = remote.allowFile === true ? ['http:', 'https:', 'file:'] : ['http:', 'https:'];
  const parsed = URL.canParse(remote.url) ? new URL(remote.url) : undefined;
  const allowed =
    parsed !== undefined && protocols.includes(parsed.protocol) && parsed.username === '' && parsed.password === '';
  if (!allowed || /[\s\0]/.test(remote.url))
    throw new TypeError('A remote is an http(s) address without user information.');
  return remote.url;
}
