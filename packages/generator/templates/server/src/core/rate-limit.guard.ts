import { Injectable, type ExecutionContext } from "@nestjs/common";
// #if graphql
import { GqlExecutionContext } from "@nestjs/graphql";
// #end
import { ThrottlerGuard } from "@nestjs/throttler";

/** Refuses what one address asks for too often (429). */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
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
