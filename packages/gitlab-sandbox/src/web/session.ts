import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { timestamp, type SandboxContext } from '../sandbox-context.ts';
import type { User } from '../state/sandbox-state.ts';

// Ports of one host share cookies, so that the name has to be its own.
const cookieName = 'gitlab_sandbox_session';

/** The user who is signed in with this browser. */
export function findSessionUser(context: SandboxContext, request: FastifyRequest): User | undefined {
  const id = sessionIdOf(request);
  const session = id === undefined ? undefined : context.state.sessions.find((one) => one.id === id);
  return context.state.users.find((user) => user.id === session?.userId);
}

/** Signs the browser in. */
export function startSession(context: SandboxContext, reply: FastifyReply, user: User): void {
  const id = randomBytes(32).toString('hex');
  context.state.sessions.push({ id, userId: user.id, createdAt: timestamp(context) });
  reply.header('Set-Cookie', `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax`);
}

/** Signs the browser out. */
export function endSession(context: SandboxContext, request: FastifyRequest, reply: FastifyReply): void {
  const id = sessionIdOf(request);
  const { sessions } = context.state;
  sessions.splice(0, sessions.length, ...sessions.filter((session) => session.id !== id));
  reply.header('Set-Cookie', `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`);
}

/** Whether a form was sent from one of our own pages; browsers name the origin with every POST. */
export function isSameOrigin(context: SandboxContext, request: FastifyRequest): boolean {
  const { origin, host } = request.headers;
  return origin === context.url() || (host !== undefined && origin === `http://${host}`);
}

function sessionIdOf(request: FastifyRequest): string | undefined {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim().split('='));
  return cookies.find(([name]) => name === cookieName)?.[1];
}
