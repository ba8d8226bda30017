import { Type } from "class-transformer";
import { ValidateNested } from "class-validator";
import { LocationInput, Location } from "../location.js";
import { IsPlainObject } from "./is-plain-object.js";
import { Property, type PropertyOptions } from "./property.js";

/** A place on the earth in an answer. */
export function LocationProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => Location,
      // #end
      // #if rest
      api: { type: Location },
      // #end
      checks: [],
    },
    options,
  );
}

/** A place on the earth in a request. */
export function LocationInputProperty(
  options: PropertyOptions = {},
): PropertyDecorator {
  return Property(
    {
      // #if graphql
      graphql: () => LocationInput,
      // #end
      // #if rest
      api: { type: LocationInput },
      // #end
      checks: [IsPlainObject(), Type(() => LocationInput), ValidateNested()],
    },
    options,
  );
}
