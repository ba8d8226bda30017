import type { ApolloDriverConfig } from "@nestjs/apollo";
import { GraphQLError } from "graphql";
import { isDeeperThan, MOST_LEVELS } from "../nesting.js";

type Plugin = NonNullable<ApolloDriverConfig["plugins"]>[number];

/** Refuses variables that are nested so deeply that whoever reads them level by level would fail. */
export const limitVariables: Plugin = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ request }) => {
      if (!isDeeperThan(request.variables, MOST_LEVELS)) return;
      throw new GraphQLError(
        `The request is nested too deeply: ${MOST_LEVELS} levels at most.`,
        { extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } },
      );
    },
  }),
};
