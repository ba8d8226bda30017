import { Property } from "./property.js";

/** The records of a page. */
export function ItemsProperty(type: () => new () => object): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => [type()],
      // #end
      // #if rest
      api: { type, isArray: true },
      // #end
      checks: [],
    },
    {},
  );
}
