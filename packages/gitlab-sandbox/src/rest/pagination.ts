import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { toFields } from './nested-params.ts';
import { Params } from './params.ts';

export interface PageOptions {
  readonly url: string;
  /** False for lists whose length GitLab does not count. */
  readonly totals?: boolean;
  /** Effective defaults that links repeat. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** What the list holds, for lists that refuse far offsets because they know keysets. */
  readonly cappedType?: string;
}

const maxCounted = 10_000;
const maxOffset = 50_000;

/** The page that the request asks for, with GitLab's headers of offset pagination on the reply. */
export function paginate<Item>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly Item[],
  options: PageOptions,
): readonly Item[] {
  const { page, perPage } = readPage(request);
  if (options.cappedType !== undefined && page * perPage > maxOffset) throw tooFar(options.cappedType);
  const counted = options.totals !== false && items.length <= maxCounted;
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const next = page < pages ? page + 1 : undefined;
  const previous = page > 1 ? page - 1 : undefined;
  const link = (rel: string, to: number | undefined): readonly string[] =>
    to === undefined
      ? []
      : [`<${toLink(request, options, { page: String(to), per_page: String(perPage) })}>; rel="${rel}"`];
  const links = [
    link('prev', previous),
    link('next', next),
    link('first', 1),
    link('last', counted ? pages : undefined),
  ];
  reply.headers({
    'X-Per-Page': String(perPage),
    'X-Page': String(page),
    'X-Next-Page': String(next ?? ''),
    'X-Prev-Page': String(previous ?? ''),
    Link: links.flat().join(', '),
  });
  if (counted) reply.headers({ 'X-Total': String(items.length), 'X-Total-Pages': String(pages) });
  return items.slice((page - 1) * perPage, page * perPage);
}

/** The page by keyset pagination, over items sorted by id: only a link to the next page, and none at the end. */
export function paginateById<Item extends { readonly id: number }>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly Item[],
  options: PageOptions,
): readonly Item[] {
  const params = new Params(request);
  if ((params.string('order_by') ?? options.defaults?.['order_by']) !== 'id') throw noKeyset();
  const ascending = params.string('sort') === 'asc';
  const sorted = [...items].sort((a, b) => (ascending ? a.id - b.id : b.id - a.id));
  return takePage(request, reply, sorted, {
    ...options,
    key: ascending ? 'id_after' : 'id_before',
    keyOf: ({ id }) => String(id),
  });
}

/** The page by keyset pagination after the item whose key the parameter (`page_token`, `cursor`) names. */
export function paginateByToken<Item>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly Item[],
  options: PageOptions & { readonly key: string; readonly keyOf: (item: Item) => string },
): readonly Item[] {
  const token = new Params(request).string(options.key);
  const at = token === undefined ? -1 : items.findIndex((item) => options.keyOf(item) === token);
  if (token !== undefined && token !== '' && at === -1) throw new ApiError(400, { message: 'Invalid page token' });
  return takePage(request, reply, items.slice(at + 1), options);
}

/** The answer to an order that keyset pagination does not know. */
export function noKeyset(): ApiError {
  return new ApiError(405, { error: 'Keyset pagination is not yet available for this type of request' });
}

function takePage<Item>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly Item[],
  options: PageOptions & { readonly key: string; readonly keyOf: (item: Item) => string },
): readonly Item[] {
  const { perPage } = readPage(request);
  const shown = items.slice(0, perPage);
  const last = shown.at(-1);
  if (last !== undefined && items.length > perPage) {
    const own = { per_page: String(perPage), [options.key]: options.keyOf(last) };
    reply.header('Link', `<${toLink(request, options, own)}>; rel="next"`);
  }
  return shown;
}

function tooFar(type: string): ApiError {
  return new ApiError(405, {
    error: `Offset pagination has a maximum allowed offset of ${maxOffset} for requests that return objects of type ${type}. Remaining records can be retrieved using keyset pagination.`,
  });
}

function readPage(request: FastifyRequest): { readonly page: number; readonly perPage: number } {
  const params = new Params(request);
  const page = params.integer('page') ?? 1;
  const perPage = params.integer('per_page') ?? 20;
  params.check();
  if (perPage < 1) throw new ApiError(400, { error: 'per_page has a value not allowed' });
  return { page: Math.max(1, page), perPage: Math.min(100, perPage) };
}

const secrets = ['private_token', 'access_token', 'bearer_token'];

function toLink(request: FastifyRequest, options: PageOptions, own: Readonly<Record<string, string>>): string {
  const path = new URL(request.url, options.url);
  const merged = { ...options.defaults, ...new Params(request).all, ...own };
  const query = Object.entries(merged)
    .filter(([name]) => !secrets.includes(name))
    .flatMap(([name, value]) => toFields(name, value))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]): [string, string] => [name, value]);
  return `${options.url}${path.pathname}?${new URLSearchParams(query).toString()}`;
}
