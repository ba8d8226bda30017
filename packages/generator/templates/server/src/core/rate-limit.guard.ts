import { Injectable, type ExecutionContext } from "@nestjs/common";
// #if graphql
import { GqlExecutionContext } from "@nestjs/graphql";
// #end
import { ThrottlerGuard } from "@nestjs/throttler";

// #if graphql
/** Refuses what one address asks for too often (429). Each query and mutation of a GraphQL request counts. */
// #else
/** Refuses what one address asks for too often (429). */
// #end
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** All that an address asks for counts together; a handler with a limit of its own names its own key. */
  protected override generateKey(_: ExecutionContext, address: string): string {
    return address;
  }

  // #if graphql
  protected override getRequestResponse(context: ExecutionContext) {
    if (context.getType<string>() !== "graphql") {
      return super.getRequestResponse(context);
    }
    return GqlExecutionContext.create(context).getContext<{
      req: Record<string, never>;
      res: Record<string, never>;
    }>();
  }

  // #end
  protected override async shouldSkip(
    context: ExecutionContext,
  ): Promise<boolean> {
    return context.getClass().name === "HealthController";
  }
}
