import { createParamDecorator, type ExecutionContext } from "@nestjs/common";
// #if graphql
import { GqlExecutionContext } from "@nestjs/graphql";
// #end
import type { Request } from "express";
import type { SignedInUser } from "./signed-in-user.js";

/** A request once the access token has been read. */
export type UserRequest = Request & { user?: SignedInUser };

/** The user who sends a request; undefined for a stranger at a public handler. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext) => toRequest(context).user,
);

/** The HTTP request behind a call of any kind. */
export function toRequest(context: ExecutionContext): UserRequest {
  // #if graphql
  if (context.getType<string>() === "graphql") {
    return GqlExecutionContext.create(context).getContext<{
      req: UserRequest;
    }>().req;
  }
  // #end
  return context.switchToHttp().getRequest<UserRequest>();
}
