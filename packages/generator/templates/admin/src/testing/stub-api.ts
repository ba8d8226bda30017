import type { Send } from "../data/api.js";
import type { DataRecord } from "../data/list-query.js";

export interface StubRequest {
  readonly method: string;
  /** With the query, decoded: `/api/notes?where={"title":…}`. */
  readonly path: string;
  readonly body: unknown;
}

export interface StubApi {
  readonly send: Send;
  /** What was asked, in this order. */
  readonly requests: readonly StubRequest[];
}

/** Answers in place of the server; `undefined` is an empty success. */
export function stubApi(answer: (request: StubRequest) => unknown): StubApi {
  const requests: StubRequest[] = [];
  const send: Send = async (path, init) => {
    const { method = "GET", body } = init;
    const request = {
      method,
      path: decodeURIComponent(path.replaceAll("+", " ")),
      body: typeof body === "string" ? JSON.parse(body) : body,
    };
    requests.push(request);
    const result = answer(request);
    if (result instanceof Response) return result;
    return result === undefined
      ? new Response(null, { status: 204 })
      : Response.json(result);
  };
  return { send, requests };
}

/** A list as the API answers it. */
export function pageOf(items: readonly DataRecord[], total = items.length) {
  return { items, total, nextCursor: null };
}

/** A refusal as the API answers it. */
export function problem(status: number, more: object = {}): Response {
  return Response.json({ status, title: "No", ...more }, { status });
}
