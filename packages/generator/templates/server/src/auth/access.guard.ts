import {
  ForbiddenException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import { ALLOWED, type Allowed } from "./allow.js";
import { toRequest } from "./current-user.js";
import { isAllowed } from "./signed-in-user.js";
import { TokenService } from "./token.service.js";

/** Lets in whom the handler allows; closed for strangers unless it says otherwise. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = toRequest(context);
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "");
    if (token?.[1] !== undefined) {
      request.user = await this.tokens.verify(token[1]);
    }
    const allowed =
      this.reflector.getAllAndOverride<Allowed | undefined>(ALLOWED, [
        context.getHandler(),
        context.getClass(),
      ]) ?? "signed-in";
    if (isAllowed(allowed, request.user)) return true;
    if (request.user === undefined) {
      throw new UnauthorizedException("Sign in first.");
    }
    throw new ForbiddenException("Your roles do not allow this.");
  }
}
