// #if graphql
import { getIntrospectionQuery } from "graphql";
// #end
import { beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "./core/testing/test-app.js";

describe("the service", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });

  it("is alive and ready", async () => {
    expect((await app.request("GET", "/healthz/live")).status).toBe(200);
    expect((await app.request("GET", "/healthz/ready")).status).toBe(200);
  });
  // #if rest

  it("describes its API", async () => {
    const { status, body } = await app.request("GET", "/api/docs-json");
    expect(status).toBe(200);
    expect(body.openapi).toMatch(/^3\./);
  });
  // #end
  // #if graphql

  it("answers GraphQL, and refuses queries that read too much", async () => {
    const query = "{ __typename }";
    const answer = await app.request("POST", "/graphql", { query });
    expect(answer.body).toEqual({ data: { __typename: "Query" } });
    const deep = "{ a { ".repeat(15) + "b" + " } }".repeat(15);
    const refused = await app.request("POST", "/graphql", { query: deep });
    expect(refused.status).toBe(400);
  });

  it("describes itself to the tools of GraphQL", async () => {
    const query = getIntrospectionQuery();
    const { body } = await app.request("POST", "/graphql", { query });
    expect(body.errors).toBeUndefined();
  });
  // #end

  it("answers an unknown path with a problem document", async () => {
    const { status, body } = await app.request("GET", "/api/$unknown");
    expect(status).toBe(404);
    expect(body).toMatchObject({ title: "Not Found", status: 404 });
  });
});
