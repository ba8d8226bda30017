import type { GeneratedFile } from '@amplication/domain';
import type { ServiceView } from '../../view/service-view.ts';
import { serviceFile } from '../generated-file.ts';

const TEXT = `import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./test-app.js";

describe("the service", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  it("is alive and ready", async () => {
    expect((await app.request("GET", "/healthz/live")).status).toBe(200);
    expect((await app.request("GET", "/healthz/ready")).status).toBe(200);
  });

  it("describes its API", async () => {
    const { status, body } = await app.request("GET", "/api/docs-json");
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\\./);
  });

  it("answers an unknown path with a problem document", async () => {
    const { status, body } = await app.request("GET", "/api/$unknown");
    expect(status).toBe(404);
    expect(body).toMatchObject({ title: "Not Found", status: 404 });
  });
});
`;

/** `src/app.test.ts`: boots the service. */
export function appTestFile(service: ServiceView): GeneratedFile {
  return serviceFile(service, 'src/app.test.ts', 'app-test', TEXT);
}
