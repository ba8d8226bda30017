import { IsBoolean } from "class-validator";
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
      checks: [IsBoolean()],
    },
    options,
  );
}
