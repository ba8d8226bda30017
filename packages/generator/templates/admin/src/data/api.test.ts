import { describe, expect, it } from "vitest";
import { problem, stubApi } from "../testing/stub-api.js";
import { createApi } from "./api.js";

describe("the API", () => {
  it("sends a body as JSON", async () => {
    const stub = stubApi(() => ({ id: 7 }));
    await createApi(stub.send).update("notes", "a/b", { title: "Yes" });
    expect(stub.requests).toEqual([
      { method: "PATCH", path: "/api/notes/a/b", body: { title: "Yes" } },
    ]);
  });

  it("says what went wrong as a sentence, with the values that are refused", async () => {
    const errors = [{ path: "title", message: "Too short." }];
    const stub = stubApi(() => problem(422, { errors }));
    await expect(
      createApi(stub.send).create("notes", {}),
    ).rejects.toMatchObject({
      status: 422,
      message: "Some values are not accepted.",
      faults: errors,
    });
  });

  it("gives the server's own reason for a conflict", async () => {
    const stub = stubApi(() => problem(409, { detail: "It is taken." }));
    await expect(createApi(stub.send).delete("notes", 1)).rejects.toThrow(
      "It is taken.",
    );
  });

  it("tells a server that cannot be reached from one that refuses", async () => {
    const api = createApi(() => Promise.reject(new TypeError("fetch failed")));
    await expect(api.get("notes", 1)).rejects.toMatchObject({ status: 0 });
  });

  it("copes with an answer that is no problem document", async () => {
    const stub = stubApi(() => new Response("<html>", { status: 502 }));
    await expect(createApi(stub.send).get("notes", 1)).rejects.toThrow(
      "The server failed (502).",
    );
  });
});
