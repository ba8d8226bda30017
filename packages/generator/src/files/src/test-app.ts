import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import type { AddressInfo } from "node:net";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { Test } from "@nestjs/testing";
import { AppModule } from "./app.module.js";
import { configureApp } from "./configure-app.js";
import { Environment } from "./environment.js";

/** The whole service on a free port, with the database of DATABASE_URL. */
export interface TestApp {
  request(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: any }>;
  stop(): Promise<void>;
}

/** Starts the service for a test file. */
export async function startTestApp(): Promise<TestApp> {
  const testing = await Test.createTestingModule({
    imports: [AppModule],
  }).compile();
  const app = testing.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    logger: ["error"],
  });
  configureApp(app, app.get(Environment));
  await app.listen(0, "127.0.0.1");
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    async request(method, path, body) {
      const response = await fetch(\`http://127.0.0.1:\${port}\${path}\`, {
        method,
        headers: { "content-type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text === "" ? undefined : JSON.parse(text),
      };
    },
    stop: () => app.close(),
  };
}
`;

/** `src/test-app.ts`: the service as its tests start it. */
export function testAppFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/test-app.ts', 'test-app', TEXT);
}
