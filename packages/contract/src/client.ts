import type { z } from 'zod';
import { API_PREFIX, type AnswerOf, type ParamsOf, type QueryOf, type Route } from './route.ts';
import { problemSchema, type ProblemBody } from './schemas/shared.ts';

/** The server's answer when a call did not succeed; `problem.code` says why. */
export class ApiProblem extends Error {
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

type Part<Name extends string, Value, Empty = undefined> = Empty extends Value
  ? { readonly [Key in Name]?: Value }
  : { readonly [Key in Name]: Value };

/** The parts of a call; those that a route does not have, and a query without a required member, may be left out. */
export type Call<R extends Route> = Part<'params', ParamsOf<R>> &
  Part<'query', QueryOf<R>, undefined extends QueryOf<R> ? undefined : Record<never, never>> &
  Part<'body', InputOf<R>>;
/** What a caller may send: defaults may be left out. */
type InputOf<R extends Route> = z.input<R['body']>;

export interface ApiClient {
  readonly call: <R extends Route>(
    route: R,
    input: Call<R>,
    options?: { readonly signal?: AbortSignal },
  ) => Promise<AnswerOf<R>>;
}

/**
 * A typed client. In a browser the session cookie signs it in; elsewhere pass an API token. Throws ApiProblem for every answer
 * that is no success; where no answer came at all (no network, aborted) what `fetch` throws passes through.
 */
export function createApiClient(options: { readonly baseUrl: string; readonly token?: string }): ApiClient {
  const authorization: Record<string, string> =
    options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
  return {
    call: async (route, input, { signal } = {}) => {
      const parts: { params?: unknown; query?: unknown; body?: unknown } = input;
      const response = await fetch(toUrl(options.baseUrl, route, parts), {
        method: route.method,
        headers: {
          accept: 'application/json',
          ...authorization,
          ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
        ...(signal === undefined ? {} : { signal }),
      });
      if (!response.ok) throw new ApiProblem(await readProblem(response));
      const body: unknown = response.status === 204 ? undefined : await readAnswer(response);
      // The server validated its answer against this very schema.
      return body as AnswerOf<typeof route>;
    },
  };
}

/** The whole address of a route with its parameters filled in. */
export function toUrl(
  baseUrl: string,
  route: Pick<Route, 'path'>,
  input: { readonly params?: unknown; readonly query?: unknown },
): string {
  const params = (input.params ?? {}) as Record<string, string>;
  const path = route.path.replace(/:(\w+)/gu, (_match, name: string) => encodeURIComponent(params[name] ?? ''));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((input.query ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      query.set(name, String(value));
  }
  const text = query.toString();
  return `${baseUrl}${API_PREFIX}${path}${text === '' ? '' : `?${text}`}`;
}

/** A success that is no JSON comes from something between us and the server: a proxy's own page, say. */
async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiProblem(toUnexpectedAnswer(response));
  }
}

async function readProblem(response: Response): Promise<ProblemBody> {
  const parsed = problemSchema.safeParse(await response.json().catch(() => undefined));
  return parsed.success ? parsed.data : toUnexpectedAnswer(response);
}

function toUnexpectedAnswer(response: Response): ProblemBody {
  return {
    type: 'about:blank',
    title: 'Unexpected answer',
    status: response.status,
    code: 'unexpected_answer',
    detail: `The server's answer (${response.status}) was not one of ours. Try again; if it stays, look at the server's log.`,
    requestId: response.headers.get('x-request-id') ?? '',
    problems: [],
  };
}
