import { describe, expect, it } from "vitest";
import { pageOf, problem, stubApi } from "../testing/stub-api.js";
import { createApi } from "./api.js";
import { createReferenceLoader } from "./references.js";

const target = { route: "notes", idField: "id", select: ["id", "title"] };

describe("the loader of references", () => {
  it("reads what is asked for in one moment with one request", async () => {
    const stub = stubApi(() => pageOf([{ id: 1, title: "One" }]));
    const load = createReferenceLoader(createApi(stub.send));
    const loaded = await Promise.all([load(target, 1), load(target, 2)]);
    expect(loaded).toEqual([{ id: 1, title: "One" }, undefined]);
    expect(stub.requests.map(({ path }) => path)).toEqual([
      '/api/notes?where={"id":{"in":[1,2]}}&take=100&select=id,title',
    ]);
  });

  it("asks for each entity apart, and for at most 100 at once", async () => {
    const stub = stubApi(() => pageOf([]));
    const load = createReferenceLoader(createApi(stub.send));
    const ids = Array.from({ length: 101 }, (_, index) => index);
    await Promise.all([
      ...ids.map((id) => load(target, id)),
      load({ ...target, route: "tags" }, 1),
    ]);
    expect(stub.requests).toHaveLength(3);
  });

  it("fails for all that waited", async () => {
    const stub = stubApi(() => problem(403));
    const load = createReferenceLoader(createApi(stub.send));
    const results = await Promise.allSettled([
      load(target, 1),
      load(target, 2),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      "rejected",
      "rejected",
    ]);
  });
});
