import { toApiError, toNetworkError } from "./api-error.js";
import {
  toQueryString,
  type DataRecord,
  type ListQuery,
  type Page,
  type RecordId,
} from "./list-query.js";

/** How a request travels; the session adds its token to it. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

/** The service's REST API; every function throws an `ApiError`. */
export interface Api {
  /** `path` is a route such as `orders`, or `customers/7/orders`. */
  list(path: string, query: ListQuery, signal?: AbortSignal): Promise<Page>;
  get(route: string, id: RecordId, signal?: AbortSignal): Promise<DataRecord>;
  create(route: string, body: DataRecord): Promise<DataRecord>;
  update(route: string, id: RecordId, body: DataRecord): Promise<DataRecord>;
  delete(route: string, id: RecordId): Promise<void>;
  uploadFile(path: string, file: File): Promise<void>;
  downloadFile(path: string): Promise<Blob>;
  deleteFile(path: string): Promise<void>;
}

export function createApi(send: Send): Api {
  const call = async (
    path: string,
    init: RequestInit = {},
  ): Promise<Response> => {
    const response = await reach(() => send(`/api/${path}`, init));
    if (!response.ok) throw await toApiError(response);
    return response;
  };
  const ask = async (path: string, init?: RequestInit) =>
    (await call(path, init)).json();

  return {
    list: (path, query, signal) =>
      ask(`${path}${toQueryString(query)}`, { signal }),
    get: (route, id, signal) => ask(toPath(route, id), { signal }),
    create: (route, body) => ask(route, toJson("POST", body)),
    update: (route, id, body) => ask(toPath(route, id), toJson("PATCH", body)),
    delete: async (route, id) => {
      await call(toPath(route, id), { method: "DELETE" });
    },
    uploadFile: async (path, file) => {
      const body = new FormData();
      body.set("file", file);
      await call(path, { method: "PUT", body });
    },
    downloadFile: async (path) => (await call(path)).blob(),
    deleteFile: async (path) => {
      await call(path, { method: "DELETE" });
    },
  };
}

/** The path of a record, or of what belongs to it: `orders/7/products`. */
export function toPath(route: string, id: RecordId, part?: string): string {
  const path = `${route}/${encodeURIComponent(id)}`;
  return part === undefined ? path : `${path}/${part}`;
}

/** Runs a request; a request without an answer fails as an `ApiError` too. */
export async function reach(
  request: () => Promise<Response>,
): Promise<Response> {
  try {
    return await request();
  } catch (error) {
    // An aborted request is nobody's failure: the caller knows.
    if (error instanceof TypeError) throw toNetworkError();
    throw error;
  }
}

function toJson(method: string, body: DataRecord): RequestInit {
  return {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}
