import { StoredFile } from "../storage/stored-file.js";
import { Property, type PropertyOptions } from "./property.js";

/** A file in an answer: what it is called and how large it is. Its bytes have a route of their own. */
export function FileProperty(options: PropertyOptions = {}): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => StoredFile,
      // #end
      // #if rest
      api: { type: StoredFile },
      // #end
      checks: [],
    },
    options,
  );
}
