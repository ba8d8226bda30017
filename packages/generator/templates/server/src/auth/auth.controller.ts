import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Post,
  Req,
  Res,
  UnauthorizedException,
  type ExecutionContext,
} from "@nestjs/common";
// #if rest
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from "@nestjs/swagger";
// #end
import { Throttle } from "@nestjs/throttler";
import type { CookieOptions, Request, Response } from "express";
import { Environment } from "../core/environment.js";
import { Allow } from "./allow.js";
import { AuthService, type Granted } from "./auth.service.js";
import { CurrentUser } from "./current-user.js";
import { SessionUser, SignInInput, SignedIn } from "./sign-in.js";
import { SESSION_SECONDS } from "./session.service.js";
import type { SignedInUser } from "./signed-in-user.js";

const COOKIE = "refresh_token";
/** What one address may try in a minute, counted apart from what else it asks for. */
const TRIES = {
  default: {
    limit: 10,
    ttl: 60_000,
    generateKey: (_: ExecutionContext, address: string) => `sign-in ${address}`,
  },
};

/** Sign-in with a short access token, and a refresh token that only this service's cookie holds. */
// #if rest
@ApiTags("auth")
// #end
@Controller("auth")
export class AuthController {
  private readonly cookie: CookieOptions;

  constructor(
    private readonly auth: AuthService,
    environment: Environment,
  ) {
    this.cookie = {
      httpOnly: true,
      sameSite: "strict",
      secure: environment.isProduction,
      path: "/api/auth",
    };
  }

  @Post("sign-in")
  @HttpCode(HttpStatus.OK)
  @Allow("public")
  @Throttle(TRIES)
  // #if rest
  @ApiOkResponse({ type: SignedIn })
  // #end
  async signIn(
    @Body() { username, password }: SignInInput,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.grant(await this.auth.signIn(username, password), response);
  }

  @Post("refresh")
  @HttpCode(HttpStatus.OK)
  @Allow("public")
  // #if rest
  @ApiOkResponse({ type: SignedIn })
  // #end
  async refresh(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    const token = readCookie(request);
    if (token === undefined) throw new UnauthorizedException("Sign in first.");
    return this.grant(await this.auth.refresh(token), response);
  }

  @Post("sign-out")
  @HttpCode(HttpStatus.NO_CONTENT)
  @Allow("public")
  // #if rest
  @ApiNoContentResponse()
  // #end
  async signOut(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const token = readCookie(request);
    if (token !== undefined) await this.auth.signOut(token);
    response.clearCookie(COOKIE, this.cookie);
  }

  @Get("me")
  @Allow("signed-in")
  // #if rest
  @ApiOkResponse({ type: SessionUser })
  // #end
  me(@CurrentUser() user: SignedInUser): SessionUser {
    const { id, username, roles } = user;
    return { id, username, roles };
  }

  private grant(
    { refreshToken, ...signedIn }: Granted,
    response: Response,
  ): SignedIn {
    if (refreshToken !== undefined) {
      const maxAge = SESSION_SECONDS * 1000;
      response.cookie(COOKIE, refreshToken, { ...this.cookie, maxAge });
    }
    return signedIn;
  }
}

function readCookie({ headers }: Request): string | undefined {
  return new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(
    headers.cookie ?? "",
  )?.[1];
}
