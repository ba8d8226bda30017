import { IsEmail, MaxLength } from "class-validator";
import { Property, type PropertyOptions } from "./property.js";

/** An e-mail address. */
export function EmailProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => String,
      // #end
      // #if rest
      api: { type: String, format: "email", maxLength: 254 },
      // #end
      checks: [IsEmail(), MaxLength(254)],
    },
    options,
  );
}
