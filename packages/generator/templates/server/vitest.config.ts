import { defineConfig } from "vitest/config";

export default defineConfig({
  // #if graphql
  // As Node.js does it: Nest and the service share one copy of graphql.
  resolve: { alias: { graphql: "graphql/index.js" } },
  // #end
  test: {
    include: ["src/**/*.test.ts"],
    testTimeout: 20_000,
    // One service serves all files.
    isolate: false,
    env: {
      REQUESTS_PER_MINUTE: "1000000",
      // #if auth
      TOKEN_SECRET: "only-for-tests-only-for-tests-only-for-tests",
      // #end
    },
  },
});
