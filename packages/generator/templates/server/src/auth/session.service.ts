import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Injectable, UnauthorizedException } from "@nestjs/common";
import { parseId } from "../core/ids.js";
import { PrismaService } from "../prisma/prisma.service.js";
import { toUserId, type UserId } from "./user-records.js";

/** How long a sign-in lasts without being used, in seconds. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** Two tabs may renew a session at the same time. */
const GRACE_SECONDS = 10;

/** A session of a user, with the token that renews it; without one where another tab was given it. */
export interface Session {
  userId: UserId;
  refreshToken: string | undefined;
}

/** Sessions whose refresh token changes with each use. One that is used again was stolen: it ends the session. */
@Injectable()
export class SessionService {
  constructor(private readonly prisma: PrismaService) {}

  async open(userId: UserId): Promise<Session> {
    const secret = newSecret();
    const { id } = await this.sessions.create({
      data: {
        userId,
        tokenHash: toHash(secret),
        expiresAt: inSeconds(SESSION_SECONDS),
      },
      select: { id: true },
    });
    await this.sessions.deleteMany({
      where: { expiresAt: { lt: new Date() } },
    });
    return { userId, refreshToken: `${id}.${secret}` };
  }

  async renew(refreshToken: string): Promise<Session> {
    const { id, secret } = parse(refreshToken);
    const session = await this.sessions.findUnique({ where: { id } });
    if (session === null || session.expiresAt < new Date()) throw ended();
    const userId = toUserId(session.userId);
    const next = newSecret();
    if (matches(secret, session.tokenHash)) {
      const { count } = await this.sessions.updateMany({
        // Only one of two who come at the same time changes the token.
        where: { id, tokenHash: session.tokenHash },
        data: {
          tokenHash: toHash(next),
          previousHash: session.tokenHash,
          renewedAt: new Date(),
          expiresAt: inSeconds(SESSION_SECONDS),
        },
      });
      return {
        userId,
        refreshToken: count === 1 ? `${id}.${next}` : undefined,
      };
    }
    if (this.isJustReplaced(secret, session)) {
      return { userId, refreshToken: undefined };
    }
    await this.sessions.deleteMany({ where: { id } });
    throw ended();
  }

  async close(refreshToken: string): Promise<void> {
    const { id, secret } = parse(refreshToken);
    const session = await this.sessions.findUnique({ where: { id } });
    if (session === null || !matches(secret, session.tokenHash)) return;
    await this.sessions.deleteMany({ where: { id } });
  }

  private isJustReplaced(
    secret: string,
    session: { previousHash: string | null; renewedAt: Date | null },
  ): boolean {
    const { previousHash, renewedAt } = session;
    return (
      previousHash !== null &&
      renewedAt !== null &&
      renewedAt > inSeconds(-GRACE_SECONDS) &&
      matches(secret, previousHash)
    );
  }

  private get sessions() {
    return this.prisma.client.authSession;
  }
}

function parse(refreshToken: string): { id: string; secret: string } {
  const [, id, secret] = /^([^.]+)\.([\w-]{43})$/.exec(refreshToken) ?? [];
  if (id === undefined || secret === undefined) throw ended();
  // The database refuses to look for what is no UUID.
  if (parseId("uuid", id) === undefined) throw ended();
  return { id, secret };
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** A secret of 256 random bits needs no slow hash. */
function toHash(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

function matches(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(toHash(secret)), Buffer.from(hash));
}

function inSeconds(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}

function ended(): UnauthorizedException {
  return new UnauthorizedException("The session has ended: sign in again.");
}
