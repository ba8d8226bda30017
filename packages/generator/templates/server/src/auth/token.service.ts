import { Injectable, UnauthorizedException } from "@nestjs/common";
import { JwtService } from "@nestjs/jwt";
import type { SignedInUser } from "./signed-in-user.js";
import { toSubject, toUserId } from "./user-records.js";

/** How long an access token is good for, in seconds. */
export const ACCESS_SECONDS = 600;

interface Claims {
  sub: string;
  username: string;
  roles: string[];
}

/** Signs and reads access tokens. */
@Injectable()
export class TokenService {
  constructor(private readonly jwt: JwtService) {}

  sign({ id, username, roles }: SignedInUser): Promise<string> {
    const claims: Claims = { sub: toSubject(id), username, roles };
    return this.jwt.signAsync(claims);
  }

  /** The user of a token; refuses one that is forged or has run out. */
  async verify(token: string): Promise<SignedInUser> {
    try {
      const claims = await this.jwt.verifyAsync<Claims>(token);
      const { sub, username, roles } = claims;
      return { id: toUserId(sub), username, roles };
    } catch {
      throw new UnauthorizedException("The access token is not valid.");
    }
  }
}
