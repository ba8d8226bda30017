// #if graphql
import { ApolloDriver, type ApolloDriverConfig } from "@nestjs/apollo";
// #end
import { Module, RequestMethod } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
// #if graphql
import { GraphQLModule } from "@nestjs/graphql";
// #end
import { ThrottlerModule } from "@nestjs/throttler";
import { LoggerModule } from "nestjs-pino";
import { PrismaModule } from "../prisma/prisma.module.js";
import { Environment } from "./environment.js";
// #if graphql
import { limitCost } from "./graphql/limit-cost.js";
import { limitVariables } from "./graphql/limit-variables.js";
// #end
// #if enums
import { registerEnums } from "./graphql/register-enums.js";
// #end
import { HealthController } from "./health.controller.js";
import { RateLimitGuard } from "./rate-limit.guard.js";
import { requestLog } from "./request-log.js";
// #if files
import { StorageModule } from "./storage/storage.module.js";
// #end

// #if enums
registerEnums();

// #end
/** What every part of the service stands on: logs, limits, database. */
@Module({
  imports: [
    PrismaModule,
    // #if files
    StorageModule,
    // #end
    LoggerModule.forRoot({
      forRoutes: [{ path: "{*path}", method: RequestMethod.ALL }],
      // configureApp() puts it in front of the requests.
      useExisting: true,
      pinoHttp: { logger: requestLog.logger },
    }),
    ThrottlerModule.forRootAsync({
      inject: [Environment],
      useFactory: ({ requestsPerMinute }: Environment) => [
        { limit: requestsPerMinute, ttl: 60_000 },
      ],
    }),
    // #if graphql
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      path: "/graphql",
      autoSchemaFile: true,
      sortSchema: true,
      introspection: true,
      playground: false,
      includeStacktraceInErrorResponses: false,
      // Without it errors of relations would tell of the inside.
      fieldResolverEnhancers: ["filters"],
      validationRules: [limitCost],
      plugins: [limitVariables],
      context: (context: object) => context,
    }),
    // #end
  ],
  controllers: [HealthController],
  providers: [{ provide: APP_GUARD, useClass: RateLimitGuard }],
})
export class CoreModule {}
