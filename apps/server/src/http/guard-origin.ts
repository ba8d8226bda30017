import type { FastifyInstance } from 'fastify';
import { Refusal, isLoopback } from '@amplication/domain';
import type { Config } from '../config/config.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps other sites' pages out. Cookies are shared by all ports of a host, so that SameSite is not enough: every change
 * that a browser sends must come from our own pages. On loopback also the name in the address must be ours, against pages
 * that make their own name point at this machine.
 */
export function guardOrigin(app: FastifyInstance, config: Pick<Config, 'host' | 'port' | 'publicUrl'>): void {
  const origins = listOrigins(config);
  const hosts = new Set(origins.map((origin) => new URL(origin).host));
  app.addHook('onRequest', async (request) => {
    if (isLoopback(config.host) && !hosts.has(request.headers.host ?? '')) {
      throw new Refusal('wrong_origin', `This server answers at ${config.publicUrl} only.`);
    }
    if (SAFE_METHODS.has(request.method) || request.headers.authorization !== undefined) return;
    const { origin, cookie } = request.headers;
    // Browsers name the origin of every change; a program that sends neither origin nor cookie cannot be misled by a page.
    if (origin === undefined && cookie === undefined) return;
    if (origin === undefined || !origins.includes(origin)) {
      throw new Refusal(
        'wrong_origin',
        `Changes must come from ${config.publicUrl}: open the page there, or use an API token.`,
      );
    }
  });
}

function listOrigins(config: Pick<Config, 'host' | 'port' | 'publicUrl'>): readonly string[] {
  const own = new URL(config.publicUrl).origin;
  if (!isLoopback(config.host)) return [own];
  return [own, ...['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:${config.port}`)];
}
