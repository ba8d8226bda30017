/** An answer of the REST API that is no success: its status and the exact JSON body. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`${status} ${JSON.stringify(body)}`);
    this.name = 'ApiError';
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** `{"message": …}`: a sentence, a list of sentences or sentences by field. */
export function messageError(status: number, message: unknown): ApiError {
  return new ApiError(status, { message });
}

/** `404 <Resource> Not Found`, as the helpers that look for a project, group or branch say it. */
export function notFound(resource?: string): ApiError {
  return messageError(404, resource === undefined ? '404 Not Found' : `404 ${resource} Not Found`);
}

/** `404 Not found` with a small f, as a plain look-up of a record says it. */
export function recordNotFound(): ApiError {
  return messageError(404, '404 Not found');
}

/** `403 Forbidden`, with a reason or without. */
export function forbidden(reason?: string): ApiError {
  return messageError(403, reason === undefined ? '403 Forbidden' : `403 Forbidden - ${reason}`);
}

/** `401 Unauthorized`. */
export function unauthorized(): ApiError {
  return messageError(401, '401 Unauthorized');
}
