import type { FastifyRequest } from 'fastify';
import { messageError } from './api-error.ts';

/** Throws GitLab's 412 when something changed after the time in `If-Unmodified-Since`; what is no time is ignored. */
export function checkUnmodified(request: Pick<FastifyRequest, 'headers'>, changedAt: string): void {
  const limit = Date.parse(request.headers['if-unmodified-since'] ?? '');
  if (Date.parse(changedAt) > limit) throw messageError(412, '412 Precondition Failed');
}
