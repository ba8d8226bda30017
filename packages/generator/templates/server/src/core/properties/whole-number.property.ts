// #if graphql
import { Float, Int } from "@nestjs/graphql";
// #end
import { IsInt, Max, Min } from "class-validator";
// #if rest
import { NumberInBrackets } from "./in-brackets.js";
// #end
import { Property, type PropertyOptions } from "./property.js";

const LARGEST = 2147483647;

interface WholeNumberOptions extends PropertyOptions {
  minimum?: number;
  maximum?: number;
}

/** A whole number; of 32 bits unless its bounds leave them. JSON keeps those of 53 bits exact. */
export function WholeNumberProperty(
  options: WholeNumberOptions = {},
): PropertyDecorator {
  const { minimum = -LARGEST - 1, maximum = LARGEST } = options;
  // #if graphql
  // GraphQL's own whole numbers end at 32 bits.
  const isSmall = minimum >= -LARGEST - 1 && maximum <= LARGEST;
  // #end
  return Property(
    {
      // #if graphql
      graphql: () => (isSmall ? Int : Float),
      // #end
      // #if rest
      api: { type: "integer", minimum, maximum },
      // #end
      // #if rest
      checks: [NumberInBrackets(), IsInt(), Min(minimum), Max(maximum)],
      // #else
      checks: [IsInt(), Min(minimum), Max(maximum)],
      // #end
    },
    options,
  );
}
