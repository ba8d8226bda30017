import { afterEach, describe, expect, it, vi } from "vitest";
import { problem, stubApi, type StubRequest } from "../testing/stub-api.js";
import { createSession } from "./session.js";

const user = { id: 1, username: "ada", roles: ["admin"] };

/** A session against a server that answers so. */
function sessionWith(answer: (request: StubRequest) => unknown) {
  const stub = stubApi(answer);
  vi.stubGlobal("fetch", stub.send);
  const asked = () => stub.requests.map(({ path }) => path);
  return { session: createSession(), asked };
}

describe("the session", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("goes on with the session of the cookie", async () => {
    const { session } = sessionWith(() => ({ accessToken: "a", user }));
    await session.restore();
    expect(session.getState()).toEqual({ kind: "signed-in", user });
  });

  it("is signed out without one", async () => {
    const { session } = sessionWith(() => problem(401));
    await session.restore();
    expect(session.getState()).toEqual({ kind: "signed-out" });
  });

  it("says when the server cannot be asked", async () => {
    const { session } = sessionWith(() => problem(503));
    await session.restore();
    expect(session.getState().kind).toBe("failed");
  });

  it("renews a refused token once for all calls, and repeats them", async () => {
    let token = "old";
    const { session, asked } = sessionWith(({ path }) => {
      if (path === "/api/auth/sign-in") return { accessToken: "old", user };
      if (path === "/api/auth/refresh") {
        token = "new";
        return { accessToken: "new", user };
      }
      return token === "new" ? { ok: true } : problem(401);
    });
    await session.signIn("ada", "secret");
    const answers = await Promise.all([
      session.send("/api/a", {}),
      session.send("/api/b", {}),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(asked().filter((path) => path.includes("refresh"))).toHaveLength(1);
  });

  it("ends when the cookie is refused, and remembers whose it was", async () => {
    const { session } = sessionWith(({ path }) =>
      path === "/api/auth/sign-in" ? { accessToken: "a", user } : problem(401),
    );
    await session.signIn("ada", "secret");
    expect((await session.send("/api/a", {})).status).toBe(401);
    expect(session.getState()).toEqual({ kind: "expired", user });
    session.leave();
    expect(session.getState()).toEqual({ kind: "signed-out" });
  });

  it("refuses wrong credentials", async () => {
    const { session } = sessionWith(() => problem(401));
    await expect(session.signIn("ada", "no")).rejects.toMatchObject({
      status: 401,
    });
  });
});
