import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { ConsoleLogger } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { AppModule } from "./app.module.js";
import { configureApp } from "./configure-app.js";
import { readEnvironment } from "./environment.js";

async function start(): Promise<void> {
  const environment = readEnvironment();
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    bodyParser: false,
    logger: new ConsoleLogger({
      json: environment.isProduction,
      colors: !environment.isProduction,
    }),
  });
  configureApp(app, environment);
  app.enableShutdownHooks();
  await app.listen(environment.port, environment.host);
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
`;

/** `src/main.ts`: starts the server. */
export function mainFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/main.ts', 'main', TEXT);
}
