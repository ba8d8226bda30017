import { z } from 'zod';

/** Who may call a route: anybody, or a signed-in person (the use case then checks the workspace). */
export type Access = 'public' | 'user';

/** One thing that can be asked of the server; the server registers it, the client calls it, OpenAPI describes it. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/api/v1`, with `:name` for each parameter. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  /** Status of the answer when all went well. */
  readonly status: 200 | 201 | 202 | 204;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
}

export const nothing = z.undefined();

/** Declares a route; what is left out is empty. */
export function route<
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = typeof nothing,
  Answer extends z.ZodType = typeof nothing,
>(declaration: {
  readonly id: string;
  readonly method: Route['method'];
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access?: Access;
  readonly status?: Route['status'];
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly answer?: Answer;
}): Route<Params, Query, Body, Answer> {
  // A part that is left out is the empty schema, which is exactly what its type parameter defaults to.
  const none = nothing as unknown;
  return {
    id: declaration.id,
    method: declaration.method,
    path: declaration.path,
    summary: declaration.summary,
    tag: declaration.tag,
    access: declaration.access ?? 'user',
    status: declaration.status ?? (declaration.answer === undefined ? 204 : declaration.method === 'POST' ? 201 : 200),
    params: declaration.params ?? (none as Params),
    query: declaration.query ?? (none as Query),
    body: declaration.body ?? (none as Body),
    answer: declaration.answer ?? (none as Answer),
  };
}

export type ParamsOf<R extends Route> = z.infer<R['params']>;
export type QueryOf<R extends Route> = z.infer<R['query']>;
export type BodyOf<R extends Route> = z.infer<R['body']>;
export type AnswerOf<R extends Route> = z.infer<R['answer']>;

/** Where every route lives. */
export const API_PREFIX = '/api/v1';
