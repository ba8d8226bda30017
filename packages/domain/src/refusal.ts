/** The closed list of what we refuse, with the HTTP status that each one has at the edge. */
export const REFUSALS = {
  invalid_input: 400,
  wrong_oauth_state: 400,
  oauth_denied: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  forbidden: 403,
  wrong_origin: 403,
  demo_unavailable: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  name_taken: 409,
  in_use: 409,
  nothing_to_commit: 409,
  no_repository: 409,
  reconnect_required: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  invalid_name: 422,
  reserved_name: 422,
  invalid_field: 422,
  invalid_model: 422,
  repository_unavailable: 422,
  token_refused: 422,
  provider_refused: 422,
  too_many_requests: 429,
  provider_unavailable: 502,
} as const satisfies Record<string, number>;

export type RefusalCode = keyof typeof REFUSALS;

/** One thing that is wrong, at a JSON path of the input (`fields.2.name`; empty for the whole). */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** The caller asked for what is not allowed. The sentence is for people; the code is for programs. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly problems: readonly Problem[];

  constructor(code: RefusalCode, sentence: string, problems: readonly Problem[] = []) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
    this.problems = problems;
  }
}
