import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pinoHttp } from "pino-http";

/** Logs each request under an id. It comes first, so that requests that cannot be read are logged, too. */
export const requestLog = pinoHttp({
  level: process.env.NODE_ENV === "test" ? "silent" : "info",
  genReqId: toRequestId,
  redact: [
    "req.headers.authorization",
    "req.headers.cookie",
    'res.headers["set-cookie"]',
  ],
  autoLogging: { ignore: ({ url = "" }) => url.startsWith("/healthz/") },
});

/** The id that a proxy gave a request, or a new one; answers name it, too. */
function toRequestId(
  { headers }: IncomingMessage,
  response: ServerResponse,
): string {
  const given = headers["x-request-id"];
  const isUsable = typeof given === "string" && /^[\w-]{1,64}$/.test(given);
  const id = isUsable ? given : randomUUID();
  response.setHeader("x-request-id", id);
  return id;
}
