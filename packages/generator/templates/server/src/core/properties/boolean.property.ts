import { IsBoolean } from "class-validator";
// #if rest
import { ReadInBrackets } from "./in-brackets.js";
// #end
import { Property, type PropertyOptions } from "./property.js";

/** True or false. */
export function BooleanProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => Boolean,
      // #end
      // #if rest
      api: { type: Boolean },
      // #end
      // #if rest
      checks: [ReadInBrackets(toBoolean), IsBoolean()],
      // #else
      checks: [IsBoolean()],
      // #end
    },
    options,
  );
}
// #if rest

function toBoolean(text: string): unknown {
  return text === "true" || text === "false" ? text === "true" : text;
}
// #end
