/** `https://gitlab.com/` -> `gitlab.com`; what is no address stays as it is. */
export function toHost(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
