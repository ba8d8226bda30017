import { ProviderError } from '../provider-error.ts';

const apiPath = '/api/v4';
const credentials = /^(sudo|private_token|access_token|bearer_token|job_token|oauth_token)$/i;

/** Where the REST API of a GitLab lies; throws kind `invalid` for an address that holds a credential or is none. */
export function toApiUrl(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new ProviderError({
      kind: 'invalid',
      message: 'The address of GitLab is not one of the web without a credential.',
    });
  }
  return new URL(`${url.origin}${url.pathname.replace(/\/+$/, '')}${apiPath}`);
}

/**
 * The query of the `next` link, as a cursor; the path is the caller's, so that a cursor leads nowhere else. A link to another
 * origin throws kind `refused`: GitLab takes itself for another address than the configured one.
 */
export function nextCursorOf(baseUrl: string, link: string): string | undefined {
  const next = link.split(/,\s*(?=<)/).find((one) => /;\s*rel="?next"?/.test(one));
  const address = /^\s*<([^>]+)>/.exec(next ?? '')?.[1];
  if (address === undefined) return undefined;
  const api = toApiUrl(baseUrl);
  const url = URL.canParse(address, api.href) ? new URL(address, api) : undefined;
  const isOurs = url?.origin === api.origin && url.username === '' && url.password === '';
  if (!isOurs || !url.pathname.startsWith(`${api.pathname}/`)) {
    throw new ProviderError({
      kind: 'refused',
      message: `GitLab names a next page at another address${isOurs || url === undefined ? '' : ` (${url.origin})`}: its external URL is not the configured one.`,
    });
  }
  return new URLSearchParams(url.search).toString();
}

/** Checks a cursor that comes from outside; throws kind `invalid` for what no page has led to. */
export function toCursorQuery(cursor: string): URLSearchParams {
  const query = new URLSearchParams(cursor);
  const isQuery = /^[\w*.+%&=-]+$/.test(cursor) && [...query.keys()].every((name) => !credentials.test(name));
  if (!isQuery) throw new ProviderError({ kind: 'invalid', message: 'The cursor is not one of this provider.' });
  return query;
}
