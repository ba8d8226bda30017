import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { STATUS_CODES } from 'node:http';
import type { ProblemBody } from '@amplication/contract';
import { REFUSALS, Refusal, type Problem, type RefusalCode } from '@amplication/domain';

/** Answers with problem+json. The one place where codes become HTTP statuses. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  return send(request, reply, {
    status: REFUSALS[refusal.code],
    code: refusal.code,
    detail: refusal.message,
    problems: refusal.problems,
  });
}

/** Maps everything that a handler can throw; what is no refusal is a fault of ours, logged once, here. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = toRefusal(error);
  if (refusal !== undefined) return sendProblem(request, reply, refusal);
  request.log.error({ err: error, requestId: request.id }, 'request failed');
  const detail = `Something went wrong on our side. Try again; if it stays, look for ${request.id} in the server log.`;
  return send(request, reply, { status: 500, code: 'internal_error', detail, problems: [] });
}

function toRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const problems = error.validation.map((issue): Problem => ({
      path: issue.instancePath.replace(/^\//u, '').replaceAll('/', '.'),
      message: issue.message ?? 'Not valid.',
    }));
    const first = problems[0];
    const where = first === undefined || first.path === '' ? '' : `${first.path}: `;
    return new Refusal('invalid_input', `The input is not valid. ${where}${first?.message ?? ''}`.trim(), problems);
  }
  if (isUniqueViolation(error))
    return new Refusal(
      'conflict',
      'Somebody changed the same thing at the same moment: load the page again, and try again.',
    );
  return fromFastify(error);
}

/** Two requests that each found a name free: the database lets one of them through (SQLSTATE 23505). */
function isUniqueViolation(error: unknown): boolean {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && current.code === '23505') return true;
  }
  return false;
}

function fromFastify(error: unknown): Refusal | undefined {
  const status = (error as Partial<FastifyError> | undefined)?.statusCode;
  const codes: Readonly<Record<number, readonly [RefusalCode, string]>> = {
    400: ['invalid_input', 'The request is not valid: its body must be JSON.'],
    // What static files call forbidden is a folder.
    403: ['not_found', 'There is nothing at this address.'],
    404: ['not_found', 'There is nothing at this address.'],
    413: ['body_too_large', 'The request is too large: at most 1 MB.'],
    415: ['unsupported_media_type', 'The body must be application/json.'],
    429: ['too_many_requests', 'Too many attempts: wait a minute and try again.'],
  };
  const entry = status === undefined ? undefined : codes[status];
  return entry === undefined ? undefined : new Refusal(...entry);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: {
    readonly status: number;
    readonly code: string;
    readonly detail: string;
    readonly problems: readonly Problem[];
  },
): FastifyReply {
  const body: ProblemBody = {
    type: `urn:amplication:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    requestId: request.id,
    problems: [...problem.problems],
  };
  return reply.code(problem.status).serializer(JSON.stringify).type('application/problem+json').send(body);
}
