// #if graphql
import { buildClientSchema, getIntrospectionQuery, printSchema } from "graphql";
// #end
import { beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./core/testing/test-app.js";

// After a change of the API, `npm run describe` writes them again.
describe("the documents of the API tell what the service does", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  // #if rest

  it("in openapi.json", async () => {
    const { body } = await app.request("GET", "/api/docs-json");
    const text = `${JSON.stringify(sortKeys(body), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot("../openapi.json");
  });
  // #end
  // #if graphql

  it("in schema.graphql", async () => {
    const query = getIntrospectionQuery({ oneOf: true });
    const { body } = await app.request("POST", "/graphql", { query });
    const text = `${printSchema(buildClientSchema(body.data))}\n`;
    await expect(text).toMatchFileSnapshot("../schema.graphql");
  });
  // #end
});
// #if rest

/** The same with all keys in order. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return Object.fromEntries(
    members.map(([key, member]) => [key, sortKeys(member)]),
  );
}
// #end
