/** The operator's proxies, by the scheme of what is asked for, and the hosts that are reached without one. */
export interface ProxySettings {
  readonly http: string | undefined;
  readonly https: string | undefined;
  /** `*`, or hosts (`example.com`, `.example.com`, `example.com:8443`) separated by commas. */
  readonly none: string;
}

/** The proxy for an address; undefined where there is none. A name stands for the names below it, too. */
export function findProxy({ http, https, none }: ProxySettings, url: string): string | undefined {
  const { hostname, host, port, protocol } = new URL(url);
  const proxy = protocol === 'https:' ? https : http;
  const exceptions = none.split(',').flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim().toLowerCase()]));
  const isDirect = exceptions.some((entry) => {
    const name = entry.replace(/^\*?\./u, '');
    const wanted = /:\d+$/u.test(name)
      ? port === ''
        ? `${host}:${protocol === 'https:' ? 443 : 80}`
        : host
      : hostname;
    return entry === '*' || wanted === name || wanted.endsWith(`.${name}`);
  });
  return isDirect ? undefined : proxy;
}
