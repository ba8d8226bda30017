import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalidToken } from './rest/authenticate.ts';

export type FaultMode = 'rate-limited' | 'token-expired' | 'token-revoked' | 'read-only';

/** Whether the mode has an answer of its own to this request: who has no token cannot have a bad one. */
export function isConcerned(mode: FaultMode, request: IncomingMessage): boolean {
  const { url = '/', headers } = request;
  const isRest = url.startsWith('/api/');
  const isGit = isGitRequest(url);
  switch (mode) {
    case 'rate-limited':
      return true;
    case 'token-expired':
    case 'token-revoked': {
      const hasToken = headers['private-token'] !== undefined || /[?&](private|access|bearer)_token=/.test(url);
      return (isRest || isGit) && (headers.authorization !== undefined || hasToken);
    }
    case 'read-only':
      return isGit
        ? /git-receive-pack/.test(url)
        : isRest && !['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? '');
  }
}

interface Fault {
  readonly retryAfterSeconds?: number;
}

/** Answers as GitLab does in this mode, without carrying the request out. */
export function answerMode(fault: Fault, mode: FaultMode, request: IncomingMessage, response: ServerResponse): void {
  const isGit = isGitRequest(request.url ?? '/');
  switch (mode) {
    case 'rate-limited': {
      const wait = String(fault.retryAfterSeconds ?? 1);
      return send(response, 429, { 'content-type': 'text/plain', 'retry-after': wait }, 'Retry later\n');
    }
    case 'token-expired':
    case 'token-revoked': {
      if (isGit) {
        const challenge = { 'www-authenticate': 'Basic realm="GitLab"', 'content-type': 'text/plain; charset=utf-8' };
        return send(response, 401, challenge, 'HTTP Basic: Access denied.');
      }
      const { status, headers, body } = invalidToken(mode === 'token-expired' ? 'expired' : 'revoked');
      return send(response, status, { ...headers, 'content-type': 'application/json' }, JSON.stringify(body));
    }
    case 'read-only': {
      const sentence = 'GitLab Maintenance: system is in maintenance mode';
      if (isGit) {
        const told =
          'Git push is not allowed because this GitLab instance is currently in (read-only) maintenance mode.';
        return send(response, 403, { 'content-type': 'text/plain; charset=utf-8' }, told);
      }
      const body = JSON.stringify({ message: sentence });
      return send(response, 503, { 'content-type': 'application/json', 'retry-after': '60' }, body);
    }
  }
}

function isGitRequest(url: string): boolean {
  return /\/(info\/refs|git-upload-pack|git-receive-pack)(\?|$)/.test(url);
}

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: string): void {
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) }).end(body);
}
