import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { Params } from './params.ts';

export interface PageOptions {
  readonly url: string;
  /** False for lists whose length GitLab does not count. */
  readonly totals?: boolean;
  /** Effective defaults that links repeat. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** The page that the request asks for, with GitLab's headers of offset pagination on the reply. */
export function paginate<Item>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly Item[],
  options: PageOptions,
): readonly Item[] {
  const { page, perPage } = readPage(request);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const next = page < pages ? page + 1 : undefined;
  const previous = page > 1 ? page - 1 : undefined;
  const link = (rel: string, to: number): string =>
    `<${toLink(request, options, { page: String(to), per_page: String(perPage) })}>; rel="${rel}"`;
  const links = [
    ...(previous === undefined ? [] : [link('prev', previous)]),
    ...(next === undefined ? [] : [link('next', next)]),
    link('first', 1),
    ...(options.totals === false ? [] : [link('last', pages)]),
  ];
  reply.headers({
    'X-Per-Page': String(perPage),
    'X-Page': String(page),
    'X-Next-Page': String(next ?? ''),
    'X-Prev-Page': String(previous ?? ''),
    Link: links.join(', '),
  });
  if (options.totals !== false) reply.headers({ 'X-Total': String(items.length), 'X-Total-Pages': String(pages) });
  return items.slice((page - 1) * perPage, page * perPage);
}

/** The page by keyset pagination, over items sorted by id: only a link to the next page, and none at the end. */
export function paginateById<Item extends { readonly id: number }>(
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly Item[],
  options: PageOptions,
): readonly Item[] {
  const { perPage } = readPage(request);
  const params = new Params(request);
  if ((params.string('order_by') ?? 'id') !== 'id') {
    throw new ApiError(405, { error: 'Keyset pagination is not yet available for this type of request' });
  }
  const ascending = params.string('sort') === 'asc';
  const sorted = [...items].sort((a, b) => (ascending ? a.id - b.id : b.id - a.id));
  const shown = sorted.slice(0, perPage);
  const last = shown.at(-1);
  if (last !== undefined && sorted.length > perPage) {
    const key = ascending ? 'id_after' : 'id_before';
    reply.header(
      'Link',
      `<${toLink(request, options, { per_page: String(perPage), [key]: String(last.id) })}>; rel="next"`,
    );
  }
  return shown;
}

function readPage(request: FastifyRequest): { readonly page: number; readonly perPage: number } {
  const params = new Params(request);
  const page = params.integer('page') ?? 1;
  const perPage = params.integer('per_page') ?? 20;
  params.check();
  if (perPage < 1) throw new ApiError(400, { error: 'per_page has a value not allowed' });
  return { page: Math.max(1, page), perPage: Math.min(100, perPage) };
}

function toLink(request: FastifyRequest, options: PageOptions, own: Readonly<Record<string, string>>): string {
  const path = new URL(request.url, options.url);
  const given = Object.entries(new Params(request).all).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const merged = { ...options.defaults, ...Object.fromEntries(given), ...own };
  delete merged['private_token'];
  delete merged['access_token'];
  const query = Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${options.url}${path.pathname}?${new URLSearchParams(query).toString()}`;
}
