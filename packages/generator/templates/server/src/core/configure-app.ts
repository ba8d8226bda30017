import type { NestExpressApplication } from "@nestjs/platform-express";
// #if rest
import { DocumentBuilder, getSchemaPath, SwaggerModule } from "@nestjs/swagger";
// #end
import helmet from "helmet";
import { Environment } from "./environment.js";
// #if rest
import { ProblemDetails } from "./problem-details.js";
// #end
import { ProblemFilter } from "./problem.filter.js";
import { requestLog } from "./request-log.js";
import { RequestValidationPipe } from "./request-validation.pipe.js";
// #if rest
import { SERVICE_NAME } from "./service-name.js";
// #end

/** Everything that the server and the tests set up alike. */
export function configureApp(app: NestExpressApplication): void {
  const { corsOrigins, trustedProxies } = app.get(Environment);
  app.set("trust proxy", trustedProxies);
  app.set("query parser", "extended");
  app.use(requestLog);
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    }),
  );
  if (corsOrigins.length > 0) {
    app.enableCors({ origin: corsOrigins, credentials: true });
  }
  app.useBodyParser("json", { limit: "2mb" });
  app.setGlobalPrefix("api", { exclude: ["healthz/live", "healthz/ready"] });
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalFilters(new ProblemFilter());
  // #if rest
  SwaggerModule.setup("api/docs", app, () => describeApi(app));
  // #end
}
// #if rest

/** The OpenAPI description of the service. */
function describeApi(app: NestExpressApplication) {
  const description = new DocumentBuilder()
    .setTitle(SERVICE_NAME)
    // #if auth
    // #if auth
    .addBearerAuth()
    // #end
    // #end
    .addGlobalResponse({
      status: "default",
      description: "What went wrong",
      content: {
        "application/problem+json": {
          schema: { $ref: getSchemaPath(ProblemDetails) },
        },
      },
    })
    .build();
  return SwaggerModule.createDocument(app, description, {
    extraModels: [ProblemDetails],
  });
}
// #end
