/** One value that the API did not accept. */
export interface Fault {
  /** The property, such as `name` or `location.latitude`. */
  readonly path: string;
  readonly message: string;
}

/** What went wrong with a request; the message is a sentence for people. */
export class ApiError extends Error {
  /** 0 when there was no answer. */
  readonly status: number;
  readonly faults: readonly Fault[];

  constructor(status: number, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.faults = faults;
  }
}

const SENTENCES: Readonly<Record<number, string>> = {
  0: "The server cannot be reached. Check your connection and try again.",
  400: "The server did not understand the request.",
  401: "Your session has ended. Sign in and try again.",
  403: "You are not allowed to do this.",
  404: "There is no such record, or it was deleted.",
  409: "Another record stands in the way.",
  413: "This is more than the server accepts.",
  422: "Some values are not accepted.",
  429: "Too many requests. Wait a moment and try again.",
};
/** Statuses at which the server knows better than we what is wrong. */
const EXPLAINED = new Set([400, 409, 422]);

/** What an answer of the API that is no success means. */
export async function toApiError(response: Response): Promise<ApiError> {
  const problem = await readProblem(response);
  const sentence =
    SENTENCES[response.status] ??
    `The server failed (${response.status}). Try again in a moment.`;
  const isExplained = EXPLAINED.has(response.status) && problem.detail;
  return new ApiError(
    response.status,
    isExplained ? String(problem.detail) : sentence,
    Array.isArray(problem.errors) ? problem.errors : [],
  );
}

/** There was no answer at all. */
export function toNetworkError(): ApiError {
  return new ApiError(0, SENTENCES[0] ?? "");
}

/** The sentence that tells people what went wrong. */
export function toSentence(error: unknown): string {
  return error instanceof ApiError ? error.message : "Something went wrong.";
}

async function readProblem(
  response: Response,
): Promise<{ readonly detail?: unknown; readonly errors?: Fault[] }> {
  try {
    return (await response.json()) ?? {};
  } catch {
    return {};
  }
}
