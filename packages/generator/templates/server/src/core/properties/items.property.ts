import { Property } from "./property.js";

/** The records of a page. */
export function ItemsProperty(type: () => new () => object): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => [type()],
      // #end
      // #if rest
      // Swagger knows a function that answers a type by its name.
      api: { type: () => type(), isArray: true },
      // #end
      checks: [],
    },
    {},
  );
}
