import type { GeneratedFile } from '@amplication/domain';
import { indent, parenthesised } from '../../source/doc.ts';
import { stringLiteral } from '../../source/literal.ts';
import { printDoc } from '../../source/print-doc.ts';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import type { NestExpressApplication } from "@nestjs/platform-express";
import { DocumentBuilder, getSchemaPath, SwaggerModule } from "@nestjs/swagger";
import helmet from "helmet";
import type { Environment } from "./environment.js";
import { ProblemDetails } from "./problem-details.js";
import { ProblemFilter } from "./problem.filter.js";
import { RequestValidationPipe } from "./request-validation.pipe.js";

/** Everything that the server and the tests set up alike. */
export function configureApp(
  app: NestExpressApplication,
  environment: Environment,
): void {
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    }),
  );
  if (environment.corsOrigins.length > 0) {
    app.enableCors({ origin: environment.corsOrigins });
  }
  app.useBodyParser("json", { limit: "2mb" });
  app.setGlobalPrefix("api", { exclude: ["healthz/live", "healthz/ready"] });
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalFilters(new ProblemFilter());

  const description = new DocumentBuilder()
TITLE
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
  SwaggerModule.setup("api/docs", app, () =>
    SwaggerModule.createDocument(app, description, {
      extraModels: [ProblemDetails],
    }),
  );
}
`;

/** `src/configure-app.ts`: security headers, CORS, validation, errors and the API description. */
export function configureAppFile(service: ServiceView): GeneratedFile {
  const title = printDoc(['    .setTitle', indent(parenthesised([stringLiteral(service.name)]), 4)]).trimEnd();
  return serviceFile(
    service,
    'src/configure-app.ts',
    'configure-app',
    TEXT.replace('TITLE', () => title),
  );
}
