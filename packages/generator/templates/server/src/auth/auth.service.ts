import { Injectable, UnauthorizedException } from "@nestjs/common";
import { PrismaService } from "../prisma/prisma.service.js";
import { hashPassword, isPassword } from "../core/password.js";
import { SessionService, type Session } from "./session.service.js";
import type { SignedIn } from "./sign-in.js";
import { ACCESS_SECONDS, TokenService } from "./token.service.js";
import { findPassword, findUser } from "./user-records.js";

/** A sign-in with the token that renews it, unless the client has that already. */
export interface Granted extends SignedIn {
  refreshToken: string | undefined;
}

/** Signs users in and out. */
@Injectable()
export class AuthService {
  /** Compared where there is no such user, so that the answer takes as long. */
  private readonly decoy = hashPassword("");

  constructor(
    private readonly prisma: PrismaService,
    private readonly sessions: SessionService,
    private readonly tokens: TokenService,
  ) {}

  async signIn(username: string, password: string): Promise<Granted> {
    const found = await findPassword(this.prisma, username);
    const stored = found?.password ?? (await this.decoy);
    const matches = await isPassword(password, stored);
    if (found === undefined || !matches) {
      throw new UnauthorizedException("The username or password is wrong.");
    }
    return this.grant(await this.sessions.open(found.id));
  }

  async refresh(token: string): Promise<Granted> {
    return this.grant(await this.sessions.renew(token));
  }

  signOut(token: string): Promise<void> {
    return this.sessions.close(token);
  }

  /** Roles are read anew, so that a change of them lasts no longer than an access token. */
  private async grant({ userId, refreshToken }: Session): Promise<Granted> {
    const user = await findUser(this.prisma, userId);
    if (user === undefined) throw new UnauthorizedException("Sign in first.");
    const accessToken = await this.tokens.sign(user);
    return { accessToken, expiresIn: ACCESS_SECONDS, user, refreshToken };
  }
}
