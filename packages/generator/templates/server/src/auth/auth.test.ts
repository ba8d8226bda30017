import { beforeAll, describe, expect, it } from "vitest";
import {
  startTestApp,
  type Answer,
  type TestApp,
} from "../core/testing/test-app.js";

describe("sign-in", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });

  it("tells who signed in, and strangers to sign in", async () => {
    const { status, body } = await app.request("GET", "/api/auth/me");
    expect(status).toBe(200);
    expect(body).toMatchObject({ username: "tester" });
    const stranger = app.as(undefined);
    expect((await stranger.request("GET", "/api/auth/me")).status).toBe(401);
  });

  it("renews nothing without a token, or with one that looks like it", async () => {
    const lookalike = `${"0".repeat(36)}.${"x".repeat(43)}`;
    for (const cookie of ["theme=dark", `refresh_token=${lookalike}`]) {
      const answer = await app.request("POST", "/api/auth/refresh", undefined, {
        cookie,
      });
      expect(answer.status).toBe(401);
    }
  });

  it("counts all that one address asks for together", async () => {
    const first = await app.request("GET", "/api/auth/me");
    const second = await app.request("POST", "/api/auth/sign-out");
    expect(requestsLeft(second)).toBe(requestsLeft(first) - 1);
  });
});

function requestsLeft({ headers }: Answer): number {
  return Number(headers.get("x-ratelimit-remaining"));
}
